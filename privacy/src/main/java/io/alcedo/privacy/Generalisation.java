package io.alcedo.privacy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes coarse values, which many people share, of fine ones. What does not look like the thing it
 * should be gives nothing, so that no other personal data slips through in its place. Stateless.
 */
public final class Generalisation {
  /**
   * The side of the grid cells that coordinates are generalised to, in degrees of latitude and of
   * longitude: about 11 km from south to north. A generalised coordinate is the middle of its cell,
   * so it lies up to half of this from the true one.
   */
  public static final double CELL_DEGREES = 0.1;

  /** The first digits of a PAN that tell its issuer. */
  static final int BIN_DIGITS = 6;

  private static final int CELLS_A_DEGREE = 10;
  private static final int MOST_DOMAIN_LENGTH = 253;
  private static final int MOST_POSTCODE_LENGTH = 10;
  private static final int AREA_LENGTH = 3;

  private Generalisation() {}

  /**
   * Returns the domain of an e-mail address in lower case, or null where there is no domain name of
   * at least two labels behind a single at sign, or where digits in it look like a card number.
   */
  public static @Nullable String emailDomain(String email) {
    int at = email.indexOf('@');
    String domain = email.substring(at + 1).strip().toLowerCase(Locale.ROOT);
    boolean plausible =
        at > 0
            && domain.length() <= MOST_DOMAIN_LENGTH
            && isDomain(domain)
            && !CardNumbers.in(domain);
    return plausible ? domain : null;
  }

  private static boolean isDomain(String domain) {
    int labelStart = 0;
    int labels = 0;
    boolean letterInLabel = false;
    for (int i = 0; i <= domain.length(); i++) {
      char c = i == domain.length() ? '.' : domain.charAt(i);
      if (c == '.') {
        boolean edges =
            i > labelStart && domain.charAt(labelStart) != '-' && domain.charAt(i - 1) != '-';
        if (!edges || i - labelStart > 63 || (i == domain.length() && !letterInLabel)) {
          return false;
        }
        labels++;
        labelStart = i + 1;
        letterInLabel = false;
      } else if (c >= 'a' && c <= 'z') {
        letterInLabel = true;
      } else if (c != '-' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return labels >= 2;
  }

  /**
   * Returns the area of a postcode of any country, in capitals: the first three letters or digits
   * of its first part (what stands before a space or hyphen), and of one written together never the
   * last two. {@code SW1A 1AA} gives SW1, {@code M1 1AE} M1, {@code 90210} 902, {@code 1012 AB}
   * 101, {@code 8001} 80. Null where the text has another character, no digit, fewer than 3 or more
   * than 10 letters and digits.
   */
  public static @Nullable String postcodeArea(String postcode) {
    String text = postcode.strip();
    StringBuilder area = new StringBuilder(AREA_LENGTH);
    int characters = 0;
    int firstPart = -1;
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = upper(text.charAt(i));
      if (c == ' ' || c == '-') {
        firstPart = firstPart < 0 ? characters : firstPart;
      } else if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
        characters++;
        digit |= c <= '9';
        if (firstPart < 0 && area.length() < AREA_LENGTH) {
          area.append(c);
        }
      } else {
        return null;
      }
    }
    if (!digit || characters < 3 || characters > MOST_POSTCODE_LENGTH) {
      return null;
    }
    boolean together = firstPart < 0;
    area.setLength(Math.min(area.length(), together ? characters - 2 : characters - 1));
    return area.toString();
  }

  private static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
  }

  /**
   * Returns the network of an IP address: {@code 192.0.2.0/24} of an IPv4 one (an IPv4-mapped IPv6
   * address counts as one), {@code 2001:db8:1::/48} of an IPv6 one, or null where it is none.
   */
  public static @Nullable String ipNetwork(String address) {
    byte[] bytes = IpAddress.parse(address.strip());
    return bytes == null ? null : ipNetwork(bytes);
  }

  static String ipNetwork(byte[] address) {
    if (address.length == 4) {
      return (address[0] & 0xFF) + "." + (address[1] & 0xFF) + "." + (address[2] & 0xFF) + ".0/24";
    }
    return group(address, 0) + ":" + group(address, 1) + ":" + group(address, 2) + "::/48";
  }

  private static String group(byte[] address, int group) {
    return Integer.toHexString(
        ((address[2 * group] & 0xFF) << 8) | (address[2 * group + 1] & 0xFF));
  }

  /**
   * Returns the middle of the cell of a coordinate within {@code -most} to {@code most} degrees.
   */
  public static double cell(double degrees, int most) {
    double cell = Math.floor(degrees * CELLS_A_DEGREE);
    double last = (double) most * CELLS_A_DEGREE - 1;
    return (Math.max(-last - 1, Math.min(last, cell)) + 0.5) / CELLS_A_DEGREE;
  }
}
