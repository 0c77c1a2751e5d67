package io.alcedo.privacy;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** All ways of writing one value that the leak check searches for. Stateless. */
final class LeakPatterns {
  private static final Map<LeakEncoding, String> HASHES =
      Map.of(
          LeakEncoding.MD5, "MD5",
          LeakEncoding.SHA_1, "SHA-1",
          LeakEncoding.SHA_256, "SHA-256",
          LeakEncoding.SHA_512, "SHA-512");

  /** So many bytes of a hash are searched for, so that a truncated one is found too. */
  private static final int HASH_BYTES = 8;

  /** Base64 loses up to a character at each end to unknown neighbours, so it has two bytes more. */
  private static final int HASH_BYTES_IN_BASE64 = 10;

  private static final int LEAST_DIGITS_OF_NUMBER = 12;
  private static final int MOST_DIGITS_OF_NUMBER = 18;

  /** Decimals, such as coordinates, precise enough that their double is not there by chance. */
  private static final Pattern PRECISE = Pattern.compile("-?\\d{1,9}\\.\\d{4,}");

  private final BiConsumer<LeakEncoding, byte[]> out;

  private LeakPatterns(BiConsumer<LeakEncoding, byte[]> out) {
    this.out = out;
  }

  /** Gives out the patterns of a value. */
  static void of(String value, BiConsumer<LeakEncoding, byte[]> out) {
    new LeakPatterns(out).value(value);
  }

  private void value(String value) {
    Set<String> variants = variants(value);
    out.accept(LeakEncoding.PLAIN, utf8(value));
    String lower = value.toLowerCase(Locale.ROOT);
    String upper = value.toUpperCase(Locale.ROOT);
    if (!lower.equals(value)) {
      out.accept(LeakEncoding.LOWER_CASE, utf8(lower));
    }
    if (!upper.equals(value)) {
      out.accept(LeakEncoding.UPPER_CASE, utf8(upper));
    }
    for (String variant : variants) {
      if (!List.of(value, lower, upper).contains(variant)) {
        out.accept(LeakEncoding.SEPARATED, utf8(variant));
      }
      out.accept(LeakEncoding.UTF_16LE, variant.getBytes(StandardCharsets.UTF_16LE));
      out.accept(LeakEncoding.UTF_16BE, variant.getBytes(StandardCharsets.UTF_16BE));
      hex(LeakEncoding.HEX, utf8(variant));
      base64(LeakEncoding.BASE64, utf8(variant));
      HASHES.forEach((encoding, algorithm) -> hash(encoding, algorithm, utf8(variant)));
      percent(variant);
    }
    number(compact(value));
    if (PRECISE.matcher(value).matches()) {
      binary(Double.doubleToLongBits(Double.parseDouble(value)));
    }
  }

  /** The value, in lower and upper case, each also without spaces and hyphens. */
  private static Set<String> variants(String value) {
    Set<String> variants = new LinkedHashSet<>();
    for (String text : new String[] {value, compact(value)}) {
      variants.add(text);
      variants.add(text.toLowerCase(Locale.ROOT));
      variants.add(text.toUpperCase(Locale.ROOT));
    }
    return variants;
  }

  private static String compact(String value) {
    return value.replace(" ", "").replace("-", "");
  }

  private void percent(String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    if (!encoded.equals(text)) {
      out.accept(LeakEncoding.PERCENT, utf8(encoded));
      out.accept(LeakEncoding.PERCENT, utf8(encoded.replace("+", "%20")));
    }
  }

  private void hex(LeakEncoding encoding, byte[] bytes) {
    out.accept(encoding, utf8(HexFormat.of().formatHex(bytes)));
    out.accept(encoding, utf8(HexFormat.of().withUpperCase().formatHex(bytes)));
  }

  private void base64(LeakEncoding encoding, byte[] bytes) {
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      // The characters that hold a bit of a neighbour are unknown: cut them off.
      int from = (before * 8 + 5) / 6;
      int to = shifted.length * 8 / 6;
      for (Base64.Encoder encoder :
          new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
        out.accept(encoding, Arrays.copyOfRange(encoder.encode(shifted), from, to));
      }
    }
  }

  private void hash(LeakEncoding encoding, String algorithm, byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance(algorithm).digest(bytes);
      byte[] start = Arrays.copyOf(hash, HASH_BYTES);
      out.accept(encoding, start);
      hex(encoding, start);
      base64(encoding, Arrays.copyOf(hash, HASH_BYTES_IN_BASE64));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The platform provides it: algorithm=" + algorithm, e);
    }
  }

  private void number(String digits) {
    if (digits.length() < LEAST_DIGITS_OF_NUMBER
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return;
    }
    packed(digits.length() % 2 == 0 ? digits : "0" + digits);
    if (digits.length() % 2 != 0) {
      packed(digits + "f");
    }
    if (digits.length() > MOST_DIGITS_OF_NUMBER) {
      return;
    }
    long number = Long.parseLong(digits);
    out.accept(LeakEncoding.VARINT, varint(number << 1));
    out.accept(LeakEncoding.VARINT, varint(number));
    binary(number);
    binary(Double.doubleToLongBits(number));
  }

  private void binary(long bits) {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      out.accept(
          LeakEncoding.BINARY_NUMBER, ByteBuffer.allocate(8).order(order).putLong(bits).array());
    }
  }

  private void packed(String digits) {
    out.accept(LeakEncoding.PACKED_DECIMAL, HexFormat.of().parseHex(digits));
  }

  private static byte[] varint(long value) {
    byte[] bytes = new byte[10];
    int count = 0;
    long rest = value;
    for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
      bytes[count++] = (byte) (rest | 0x80);
    }
    bytes[count++] = (byte) rest;
    return Arrays.copyOf(bytes, count);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
