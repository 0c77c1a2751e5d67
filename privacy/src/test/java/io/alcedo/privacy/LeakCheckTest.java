package io.alcedo.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakCheckTest {
  private static final String CARD = "4539578763621486";
  private static final String AMEX = "378282246310005";
  private static final String EMAIL = "Zoe.Canary+1@leak.example";
  private static final String NAME = "Zoë van der Kanarie";
  private static final String POSTCODE = "QX9Y 7ZZ";
  private static final List<String> CANARIES = List.of(CARD, AMEX, EMAIL, NAME, POSTCODE);
  private final LeakCheck check = LeakCheck.of(CANARIES);

  @Test
  void findsEveryEncodingWhereverItIsPlanted() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int canary = 0; canary < CANARIES.size(); canary++) {
      for (Map.Entry<String, Planted> entry : encodings(CANARIES.get(canary)).entrySet()) {
        byte[] hay = new byte[300 + random.nextInt(3000)];
        random.nextBytes(hay);
        byte[] planted = entry.getValue().bytes();
        int at = 1 + random.nextInt(hay.length - planted.length - 1);
        System.arraycopy(planted, 0, hay, at, planted.length);
        hay[at - 1] = 1; // with a 0 before it, UTF-16 is found in the other byte order as well
        int index = canary;
        assertThat(check.search(hay))
            .as("seed %d, canary %d, %s", seed, canary, entry.getKey())
            .isNotEmpty()
            .allMatch(hit -> hit.canary() == index)
            .allMatch(hit -> hit.offset() >= at && hit.offset() < at + planted.length)
            .anyMatch(hit -> hit.encoding() == entry.getValue().encoding());
      }
    }
  }

  @Test
  void findsPreciseCoordinatesAsText() {
    assertThat(LeakCheck.of(List.of("48.8583701")).search("at 48.8583701, 2.29")).hasSize(1);
  }

  @Test
  void findsPreciseCoordinatesAsNumbers() {
    LeakCheck coordinates = LeakCheck.of(List.of("48.8583701", "-33.8567844"));
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuffer bytes = ByteBuffer.allocate(21).order(order);
      bytes.put(3, (byte) 7).putDouble(5, -33.8567844);
      assertThat(coordinates.search(bytes.array()))
          .containsExactly(new LeakCheck.Hit(1, LeakEncoding.BINARY_NUMBER, 5));
    }
  }

  @Test
  void findsNothingInRandomBytesNorInTokens() {
    long seed = new Random().nextLong();
    byte[] hay = new byte[16 << 20];
    new Random(seed).nextBytes(hay);
    assertThat(check.search(hay)).as("seed %d", seed).isEmpty();
    StringBuilder tokens = new StringBuilder();
    for (String canary : CANARIES) {
      tokens.append(TestKeys.pseudonymiser().token("cardNumber", "acme", canary));
    }
    assertThat(check.search(tokens.toString())).isEmpty();
    assertThat(check.search("4539578763621487 453957876362148 leak.example QX9Y")).isEmpty();
    assertThat(check.search(new byte[0])).isEmpty();
    assertThat(check.search("453")).isEmpty();
  }

  @Test
  void findsAcrossChunksAndAtBothEnds(@TempDir Path directory) throws Exception {
    byte[] card = CARD.getBytes(StandardCharsets.US_ASCII);
    byte[] spaced = "4539 5787 6362 1486".getBytes(StandardCharsets.US_ASCII);
    byte[] hay = new byte[(1 << 20) + 4096];
    for (int at = 0; at < hay.length - spaced.length; at = next(at)) {
      Arrays.fill(hay, (byte) 'x');
      System.arraycopy(card, 0, hay, at, card.length);
      assertThat(check.search(new ByteArrayInputStream(hay)))
          .isEqualTo(check.search(hay))
          .containsExactly(new LeakCheck.Hit(0, LeakEncoding.PLAIN, at));
      System.arraycopy(spaced, 0, hay, at, spaced.length);
      assertThat(check.search(new ByteArrayInputStream(hay)))
          .isEqualTo(check.search(hay))
          .containsExactly(new LeakCheck.Hit(0, LeakEncoding.SEPARATED, at));
    }
    Arrays.fill(hay, (byte) 'x');
    System.arraycopy(card, 0, hay, hay.length - card.length, card.length);
    assertThat(check.search(hay)).hasSize(1);
    Path file = Files.write(directory.resolve("hay"), hay);
    assertThat(check.search(file)).isEqualTo(check.search(hay)).isNotEmpty();
  }

  @Test
  void findsNeverShowTheCanary() {
    List<LeakCheck.Hit> hits = check.search("a " + CARD + " b " + EMAIL);
    assertThat(hits).hasSize(2);
    assertThat(hits.toString()).doesNotContain(CARD).doesNotContain(EMAIL);
    assertThatThrownBy(() -> LeakCheck.of(List.of("12345")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("12345");
  }

  @Test
  void endsAfterTooManyFinds() {
    assertThat(check.search((CARD + " ").repeat(20_000))).hasSize(LeakCheck.MOST_HITS);
  }

  @Test
  void takesManyCanaries() {
    Random random = new Random(7);
    List<String> many = new java.util.ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(TestTransactions.pan(random).strip());
    }
    LeakCheck wide = LeakCheck.of(many);
    assertThat(wide.search("x" + many.get(299) + "x").get(0).canary()).isEqualTo(299);
    byte[] hay = new byte[4 << 20];
    random.nextBytes(hay);
    assertThat(wide.search(hay)).isEmpty();
  }

  /** Closely where the first chunk may end, widely elsewhere. */
  private static int next(int at) {
    int near = (1 << 20) - 40;
    return at < near ? Math.min(near, at + 104_853) : at + (at < near + 440 ? 5 : 512);
  }

  private record Planted(LeakEncoding encoding, byte[] bytes) {}

  private static Map<String, Planted> encodings(String canary) throws Exception {
    Map<String, Planted> all = new LinkedHashMap<>();
    byte[] utf8 = canary.getBytes(StandardCharsets.UTF_8);
    plant(all, "plain", LeakEncoding.PLAIN, utf8);
    plant(all, "hex", LeakEncoding.HEX, hex(utf8));
    plant(all, "HEX", LeakEncoding.HEX, HexFormat.of().withUpperCase().formatHex(utf8));
    base64(all, "base64", LeakEncoding.BASE64, utf8);
    plant(all, "utf-16le", LeakEncoding.UTF_16LE, canary, StandardCharsets.UTF_16LE);
    plant(all, "utf-16be", LeakEncoding.UTF_16BE, canary, StandardCharsets.UTF_16BE);
    hash(all, LeakEncoding.MD5, "MD5", utf8);
    hash(all, LeakEncoding.SHA_1, "SHA-1", utf8);
    hash(all, LeakEncoding.SHA_256, "SHA-256", utf8);
    hash(all, LeakEncoding.SHA_512, "SHA-512", utf8);
    if (canary.matches("[0-9]+")) {
      numbers(all, canary);
    } else {
      plant(all, "lower", LeakEncoding.LOWER_CASE, canary.toLowerCase(java.util.Locale.ROOT));
      LeakEncoding upper = canary.equals(POSTCODE) ? LeakEncoding.PLAIN : LeakEncoding.UPPER_CASE;
      plant(all, "upper", upper, canary.toUpperCase(java.util.Locale.ROOT));
      byte[] lower = canary.toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8);
      hash(all, LeakEncoding.SHA_256, "SHA-256", lower);
      if (!canary.equals(POSTCODE)) {
        plant(
            all,
            "percent",
            LeakEncoding.PERCENT,
            java.net.URLEncoder.encode(canary, StandardCharsets.UTF_8));
      } else {
        plant(all, "compact", LeakEncoding.SEPARATED, "QX9Y7ZZ");
      }
    }
    return all;
  }

  private static void numbers(Map<String, Planted> all, String digits) throws IOException {
    long number = Long.parseLong(digits);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    encoder.writeLong(number);
    encoder.flush();
    plant(all, "avro long", LeakEncoding.VARINT, out.toByteArray());
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuffer eight = ByteBuffer.allocate(8).order(order);
      plant(
          all, "long " + order, LeakEncoding.BINARY_NUMBER, eight.putLong(number).array().clone());
      eight.clear();
      plant(all, "double " + order, LeakEncoding.BINARY_NUMBER, eight.putDouble(number).array());
    }
    String even = digits.length() % 2 == 0 ? digits : "0" + digits;
    plant(all, "packed", LeakEncoding.PACKED_DECIMAL, HexFormat.of().parseHex(even));
    for (String separator : List.of(" ", "-", ".", "/", "_", "\u00a0", " - ")) {
      String grouped = digits.substring(0, 4) + separator + digits.substring(4, 10) + separator;
      plant(all, "by '" + separator, LeakEncoding.SEPARATED, grouped + digits.substring(10));
      plant(
          all,
          "all '" + separator,
          LeakEncoding.SEPARATED,
          String.join(separator, digits.split("")));
    }
  }

  private static void hash(
      Map<String, Planted> all, LeakEncoding encoding, String algorithm, byte[] bytes)
      throws Exception {
    byte[] hash = MessageDigest.getInstance(algorithm).digest(bytes);
    String name = algorithm + all.size();
    plant(all, name + " raw", encoding, hash);
    plant(all, name + " hex", encoding, hex(hash));
    plant(all, name + " HEX", encoding, HexFormat.of().withUpperCase().formatHex(hash));
    base64(all, name + " base64", encoding, hash);
  }

  private static void base64(
      Map<String, Planted> all, String name, LeakEncoding encoding, byte[] bytes) {
    for (int before = 0; before < 3; before++) {
      byte[] among = new byte[before + bytes.length + 2];
      Arrays.fill(among, (byte) 0xA7);
      System.arraycopy(bytes, 0, among, before, bytes.length);
      plant(all, name + before, encoding, Base64.getEncoder().encode(among));
      plant(all, name + before + "url", encoding, Base64.getUrlEncoder().encode(among));
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void plant(
      Map<String, Planted> all, String name, LeakEncoding encoding, String text) {
    plant(all, name, encoding, text, StandardCharsets.UTF_8);
  }

  private static void plant(
      Map<String, Planted> all, String name, LeakEncoding encoding, String text, Charset charset) {
    plant(all, name, encoding, text.getBytes(charset));
  }

  private static void plant(
      Map<String, Planted> all, String name, LeakEncoding encoding, byte[] bytes) {
    all.put(name, new Planted(encoding, bytes));
  }
}
