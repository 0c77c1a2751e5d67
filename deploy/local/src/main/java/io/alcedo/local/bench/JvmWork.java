package io.alcedo.local.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What this process has used, in seconds.
 *
 * @param cpuSeconds of processor, by all its threads
 * @param compilerSeconds that the just-in-time compiler's threads were at work, part of the former
 *     on idle processors and longer on busy ones; 0 where the JVM does not say
 * @param collectorSeconds that the garbage collector was at work
 */
record JvmWork(double cpuSeconds, double compilerSeconds, double collectorSeconds) {
  private static final double MILLIS = 1000.0;

  /** Returns what has been used since the process started. */
  static JvmWork now() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long collected = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      collected += Math.max(0, collector.getCollectionTime());
    }
    return new JvmWork(
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / MILLIS,
        compiler != null && compiler.isCompilationTimeMonitoringSupported()
            ? compiler.getTotalCompilationTime() / MILLIS
            : 0,
        collected / MILLIS);
  }

  /** Returns what was used since then. */
  JvmWork since(JvmWork then) {
    return new JvmWork(
        cpuSeconds - then.cpuSeconds,
        compilerSeconds - then.compilerSeconds,
        collectorSeconds - then.collectorSeconds);
  }
}
