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
 * when the process is ended by a signal, it is left as it was. For one thread, beside that of the
 * signal.
 */
final class Terminal implements AutoCloseable {
  private static final String OWN_SCREEN = "\u001b[?1049h\u001b[?25l";
  private static final String FORMER_SCREEN = "\u001b[?25h\u001b[?1049l";

  private final KeyInput keys;
  private final PrintWriter out;
  private final String before;
  private final Thread hook;
  private boolean closed;

  private Terminal(InputStream in, PrintWriter out, String before) {
    this.keys = new KeyInput(in);
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
    return keys.next();
  }

  /** Draws a screen over the one before: nothing flickers. */
  void draw(List<String> rows, int columns) {
    StringBuilder screen = new StringBuilder("\u001b[H");
    for (String row : rows) {
      screen.append(row, 0, Math.min(row.length(), columns)).append("\u001b[K\n");
    }
    show(screen.append("\u001b[J").toString());
  }

  /** Shows nothing more once the former screen is back: a signal comes on another thread. */
  private synchronized void show(String screen) {
    if (!closed) {
      out.print(screen);
      out.flush();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending, and the hook does the rest
    }
    restore();
  }

  private synchronized void restore() {
    show(FORMER_SCREEN);
    closed = true;
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
