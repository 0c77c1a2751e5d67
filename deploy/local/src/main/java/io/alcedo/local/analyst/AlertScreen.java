package io.alcedo.local.analyst;

import io.alcedo.local.demo.TerminalSize;
import java.util.ArrayList;
import java.util.List;

/** What a terminal shows of a desk: as much around the marked alert as there is room. Stateless. */
final class AlertScreen {
  private static final int HEAD_ROWS = 3;
  private static final int LEAST_ROWS = 1;

  private final AlertLines lines;

  AlertScreen(AlertLines lines) {
    this.lines = lines;
  }

  /**
   * Returns the rows of a screen.
   *
   * @param message what was done last
   * @param size how much the terminal shows
   */
  List<String> rows(AlertDesk desk, String message, TerminalSize size) {
    List<String> all = new ArrayList<>();
    lines.all(desk).forEach(line -> wrap(line, size.columns(), all));
    int room = Math.max(LEAST_ROWS, size.rows() - HEAD_ROWS - 1);
    int marked = 0;
    while (marked < all.size() && !all.get(marked).startsWith(">")) {
      marked++;
    }
    int first = marked < all.size() ? Math.max(0, marked - room / 3) : 0;
    first = Math.max(0, Math.min(first, all.size() - room));
    List<String> screen = new ArrayList<>();
    screen.add(desk.open() + " open alerts   " + AlertLines.KEYS);
    screen.add(message);
    screen.add("");
    screen.addAll(all.subList(first, Math.min(all.size(), first + room)));
    return screen;
  }

  /** Breaks a line between words; what goes on stands further in. */
  private static void wrap(String line, int columns, List<String> rows) {
    int words = 0;
    while (words < line.length() && line.charAt(words) == ' ') {
      words++;
    }
    String further = " ".repeat(words + 2);
    String rest = line;
    while (rest.length() > columns) {
      int end = rest.lastIndexOf(' ', columns);
      if (end <= words + 2) {
        break; // one word that is too long: the terminal cuts it
      }
      rows.add(rest.substring(0, end));
      rest = further + rest.substring(end + 1);
    }
    rows.add(rest);
  }
}
