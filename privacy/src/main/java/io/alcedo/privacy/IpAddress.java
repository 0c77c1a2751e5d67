package io.alcedo.privacy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads IPv4 and IPv6 addresses as text strictly (RFC 4291, RFC 5952), without any name service:
 * four decimal numbers without leading zeros, or groups of up to four hexadecimal digits, one
 * {@code ::}, and perhaps an IPv4 address at the end. Zones, ports and prefixes are refused.
 * Stateless.
 */
final class IpAddress {
  private IpAddress() {}

  /** Returns the 4 or 16 bytes of an address, an IPv4-mapped one as 4, or null. */
  static byte @Nullable [] parse(String text) {
    if (text.indexOf(':') < 0) {
      byte[] four = new byte[4];
      return parse4(text, 0, four, 0) ? four : null;
    }
    byte[] sixteen = parse6(text);
    return sixteen != null && isMapped(sixteen) ? Arrays.copyOfRange(sixteen, 12, 16) : sixteen;
  }

  private static boolean isMapped(byte[] address) {
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return address[10] == -1 && address[11] == -1;
  }

  private static boolean parse4(String text, int from, byte[] out, int outFrom) {
    int at = from;
    for (int part = 0; part < 4; part++) {
      int start = at;
      int value = 0;
      while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
        value = value * 10 + text.charAt(at++) - '0';
      }
      boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
      if (at == start || value > 255 || leadingZero) {
        return false;
      }
      out[outFrom + part] = (byte) value;
      if (part < 3 && (at >= text.length() || text.charAt(at++) != '.')) {
        return false;
      }
    }
    return at == text.length();
  }

  private static byte @Nullable [] parse6(String text) {
    byte[] out = new byte[16];
    int filled = 0;
    int gap = text.startsWith("::") ? 0 : -1;
    int at = gap == 0 ? 2 : 0;
    while (at < text.length()) {
      int end = groupEnd(text, at);
      if (end < text.length() && text.charAt(end) == '.') {
        return filled <= 12 && parse4(text, at, out, filled) ? spread(out, filled + 4, gap) : null;
      }
      if (end == at || filled > 14) {
        return null;
      }
      int group = Integer.parseInt(text, at, end, 16);
      out[filled++] = (byte) (group >> 8);
      out[filled++] = (byte) group;
      if (end == text.length()) {
        break;
      }
      boolean doubled = text.startsWith("::", end);
      at = end + (doubled ? 2 : 1);
      boolean endsInOneColon = at == text.length() && !doubled;
      if (text.charAt(end) != ':' || endsInOneColon || (doubled && gap >= 0)) {
        return null;
      }
      gap = doubled ? filled : gap;
    }
    return spread(out, filled, gap);
  }

  /** Returns where a group of up to four hexadecimal digits ends. */
  private static int groupEnd(String text, int from) {
    int end = from;
    while (end < text.length() && end - from < 4 && isHex(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Moves what follows the gap to the end; a gap stands for at least one group of zeros. */
  private static byte @Nullable [] spread(byte[] out, int filled, int gap) {
    if (gap < 0) {
      return filled == 16 ? out : null;
    }
    if (filled > 14) {
      return null;
    }
    byte[] spread = new byte[16];
    System.arraycopy(out, 0, spread, 0, gap);
    System.arraycopy(out, gap, spread, 16 - (filled - gap), filled - gap);
    return spread;
  }

  /** Whether a character is an ASCII hexadecimal digit; other scripts have digits too. */
  private static boolean isHex(char c) {
    return c < 0x80 && Character.digit(c, 16) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
