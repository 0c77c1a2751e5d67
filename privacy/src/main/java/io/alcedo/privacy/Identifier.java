package io.alcedo.privacy;

import io.alcedo.schema.privacy.PrivacyMethod;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a text that points at a person by its token and by coarse values. Before a token is made
 * the text is normalised as its kind asks: an e-mail address in lower case, an IP address in one
 * way of writing, any other only without spaces around it. A blank text is absent.
 *
 * @param field the field's name, and the domain of tokens
 * @param position the field's position in the schema
 * @param kind what the text is
 * @param slots the text slots to write
 * @param methods how the value of each slot is made
 */
record Identifier(String field, int position, Kind kind, int[] slots, PrivacyMethod[] methods)
    implements FieldStep {
  /** What an identifying text is. */
  enum Kind {
    EMAIL,
    IP_ADDRESS,
    OTHER
  }

  @Override
  public void apply(RecordScan in, IngestPass pass, HashedRow out) {
    if (!in.present(position)) {
      return;
    }
    byte[] bytes = in.bytes();
    int from = trimStart(bytes, in.start(position), in.end(position));
    int to = trimEnd(bytes, from, in.end(position));
    if (from == to) {
      return;
    }
    String text = null;
    for (int i = 0; i < slots.length; i++) {
      PrivacyMethod method = methods[i];
      if (method == PrivacyMethod.TOKEN && kind == Kind.OTHER) {
        out.token(slots[i], pass.token(field, bytes, from, to));
        continue;
      }
      text = text == null ? in.text(position).strip() : text;
      if (method == PrivacyMethod.TOKEN) {
        if (!text.isEmpty()) {
          out.token(slots[i], pass.token(field, normalised(text)));
        }
      } else {
        out.text(slots[i], coarse(method, text));
      }
    }
  }

  private static @Nullable String coarse(PrivacyMethod method, String text) {
    return switch (method) {
      case EMAIL_DOMAIN -> Generalisation.emailDomain(text);
      case POSTCODE_AREA -> Generalisation.postcodeArea(text);
      case IP_NETWORK -> Generalisation.ipNetwork(text);
      case TOKEN, BIN6, CELL ->
          throw new IllegalStateException("Other steps make it: method=" + method);
    };
  }

  private String normalised(String text) {
    byte[] address = kind == Kind.IP_ADDRESS ? IpAddress.parse(text) : null;
    if (address == null || address.length == 4 && text.indexOf(':') < 0) {
      return text.toLowerCase(Locale.ROOT);
    }
    return HexFormat.of().formatHex(address);
  }

  static int trimStart(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && isSpace(bytes[start])) {
      start++;
    }
    return start;
  }

  static int trimEnd(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && isSpace(bytes[end - 1])) {
      end--;
    }
    return end;
  }

  private static boolean isSpace(byte b) {
    return b >= 0 && b <= ' ';
  }
}
