package io.alcedo.local.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a terminal shows.
 *
 * @param rows lines of text, at least 1
 * @param columns characters of a line, at least 1
 */
public record TerminalSize(int rows, int columns) {
  /** What a terminal has that does not say. */
  static final TerminalSize USUAL = new TerminalSize(24, 80);

  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,3}) ([1-9]\\d{0,3})\\s*");

  /** Returns the size of the terminal that is this process's standard input. */
  public static TerminalSize ofProcess() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return USUAL; // no such program here
    }
  }

  /** Returns the size that {@code stty size} printed, the usual one where it printed none. */
  static TerminalSize parse(String printed) {
    Matcher size = SIZE.matcher(printed);
    return size.matches()
        ? new TerminalSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)))
        : USUAL;
  }
}
