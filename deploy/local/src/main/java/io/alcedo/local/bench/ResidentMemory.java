package io.alcedo.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What the machine's memory holds of this process, as Linux tells it (proc(5), VmRSS). */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String KEY = "VmRSS:";

  private ResidentMemory() {}

  /** Returns it in KiB; empty where the system does not tell. */
  static OptionalLong kibibytes() {
    try {
      return Files.isReadable(STATUS) ? parse(Files.readAllLines(STATUS)) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** Returns what the lines of a status file say. */
  static OptionalLong parse(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(KEY) && line.endsWith("kB"))
        .mapToLong(line -> Long.parseLong(line.substring(KEY.length(), line.length() - 2).strip()))
        .findFirst();
  }
}
