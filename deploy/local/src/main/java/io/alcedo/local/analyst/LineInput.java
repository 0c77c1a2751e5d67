package io.alcedo.local.analyst;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lines of an input that is read on a thread of its own, so that nobody waits for the next. Where
 * the input ends or fails no more lines come.
 */
final class LineInput {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  LineInput(InputStream in) {
    Thread thread = new Thread(() -> read(in), "alcedo-lines");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the next line, or null where none has come. */
  @Nullable String next() {
    return lines.poll();
  }

  private void read(InputStream in) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()))) {
      String line = reader.readLine();
      while (line != null) {
        lines.add(line);
        line = reader.readLine();
      }
    } catch (IOException e) {
      lines.clear();
    }
  }
}
