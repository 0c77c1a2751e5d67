package io.alcedo.local.analyst;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A terminal that gives each key at once and shows a screen of its own, until it is closed; also
 * when the process is ended by a signal, it is left as it was. For one thread.
 */
final class Terminal implements AutoCloseable {
  private static final String OWN_SCREEN = "\u001b[?1049h\u001b[?25l";
  private static final String FORMER_SCREEN = "\u001b[?25h\u001b[?1049l";

  private final InputStream in;
  private final PrintWriter out;
  private final String before;
  private final Thread hook;

  private Terminal(InputStream in, PrintWriter out, String before) {
    this.in = in;
    this.out = out;
    this.before = before;
    this.hook = new Thread(this::restore, "alcedo-terminal");
  }

  /** Opens the terminal of this process; null where it has none, or none that can be set. */
  static @Nullable Terminal open(PrintWriter out) {
    if (System.console() == null) {
      return null;
    }
    String before = stty("-g");
    if (before == null || stty("-icanon", "-echo", "min", "0", "time", "0") == null) {
      return null;
    }
    Terminal terminal = new Terminal(System.in, out, before.strip());
    Runtime.getRuntime().addShutdownHook(terminal.hook);
    out.print(OWN_SCREEN);
    out.flush();
    return terminal;
  }

  /** Returns a key that was pressed, or 0 where none was. */
  char key() throws IOException {
    return in.available() > 0 ? (char) Math.max(0, in.read()) : 0;
  }

  /** Draws a screen over the one before: nothing flickers. */
  void draw(List<String> rows, int columns) {
    StringBuilder screen = new StringBuilder("\u001b[H");
    for (String row : rows) {
      screen.append(row, 0, Math.min(row.length(), columns)).append("\u001b[K\n");
    }
    out.print(screen.append("\u001b[J"));
    out.flush();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
    restore();
  }

  private void restore() {
    out.print(FORMER_SCREEN);
    out.flush();
    stty(before);
  }

  /** Returns what {@code stty} printed, or null where it failed. */
  private static @Nullable String stty(String... words) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(words));
    try {
      Process stty =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String printed = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return stty.waitFor() == 0 ? printed : null;
    } catch (IOException e) {
      return null; // no such program here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
