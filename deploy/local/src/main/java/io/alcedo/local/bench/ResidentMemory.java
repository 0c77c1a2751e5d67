package io.alcedo.local.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the machine's memory holds of this process, as Linux tells it (proc(5)). The anonymous part
 * (RssAnon) is what the process made itself; the rest are pages of files, such as the indexes of
 * the embedded broker's log, which grow with every record.
 */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALL = "VmRSS:";
  private static final String ANONYMOUS = "RssAnon:";

  private ResidentMemory() {}

  /** Returns all of it in KiB; empty where the system does not tell. */
  static OptionalLong kibibytes() {
    return read(ALL);
  }

  /** Returns the anonymous part in KiB; empty where the system does not tell. */
  static OptionalLong anonymousKibibytes() {
    return read(ANONYMOUS);
  }

  /** Returns how much of it the JVM uses for compiled code and classes, in KiB. */
  static long codeKibibytes() {
    return ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed() / 1024;
  }

  private static OptionalLong read(String key) {
    try {
      return Files.isReadable(STATUS)
          ? parse(Files.readAllLines(STATUS), key)
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** Returns what the lines of a status file say of a key, which ends with a colon. */
  static OptionalLong parse(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key) && line.endsWith("kB"))
        .mapToLong(line -> Long.parseLong(line.substring(key.length(), line.length() - 2).strip()))
        .findFirst();
  }
}
