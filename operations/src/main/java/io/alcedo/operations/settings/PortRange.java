package io.alcedo.operations.settings;

import java.io.Serializable;

/**
 * The TCP ports of which the first free one is taken; 0 to 0 lets the system choose.
 *
 * @param first the first port, 0 to 65535
 * @param last the last port, not below the first
 */
public record PortRange(int first, int last) implements Serializable {
  /** Checks that the ports are ports and in order. */
  public PortRange {
    if (first < 0 || last > 65535 || first > last) {
      throw new IllegalArgumentException(
          "a port range is 0 or FIRST-LAST within 1 to 65535: first=" + first + ", last=" + last);
    }
  }

  /** Returns the range written as one port or as two with a hyphen between. */
  public static PortRange parse(String text) {
    String[] parts = text.split("-", 2);
    try {
      int first = Integer.parseInt(parts[0].strip());
      return new PortRange(first, parts.length == 1 ? first : Integer.parseInt(parts[1].strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a port range is one port or FIRST-LAST", e);
    }
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
