package io.alcedo.local.analyst;

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
   * @param rows how many rows the terminal has
   */
  List<String> rows(AlertDesk desk, String message, int rows) {
    List<String> all = lines.all(desk);
    int room = Math.max(LEAST_ROWS, rows - HEAD_ROWS - 1);
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
}
