package io.alcedo.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The figures of one throughput run.
 *
 * @param transactions read in each round
 * @param parallelism subtasks of each operator, and partitions of each topic
 * @param wholeJobPerSecond median of the whole job's rounds, transactions a second
 * @param emptyJobPerSecond median of the empty job's rounds, transactions a second
 * @param bareCopyPerSecond median of the rounds of the bare copy, transactions a second
 * @param ratio the whole job's median over the empty one's
 * @param ratioToBareCopy the whole job's median over that of the bare copy
 * @param rounds those that count, in the order in which they ran
 * @param machine what it ran on
 */
record ThroughputReport(
    long transactions,
    int parallelism,
    double wholeJobPerSecond,
    double emptyJobPerSecond,
    double bareCopyPerSecond,
    double ratio,
    double ratioToBareCopy,
    List<Round> rounds,
    Machine machine) {

  /** Which job a round ran. */
  enum Kind {
    /** Everything from ingest to alerts. */
    WHOLE,
    /** From Kafka to Kafka with nothing done: as many records and bytes in and out. */
    EMPTY,
    /** The same with each transaction as it is: as many records, fewer bytes out. */
    BARE_COPY
  }

  /**
   * One job over the whole topic.
   *
   * @param seconds from its first append to its last
   * @param bytesWritten what the broker keeps of it as risk events and vectors
   * @param work what this process used from the job's start to its end, starting and stopping it
   *     and the broker's part included; on a busy machine steadier than the seconds
   */
  record Round(Kind job, double seconds, double perSecond, long bytesWritten, JvmWork work) {
    static Round of(Kind job, long transactions, long millis, long bytesWritten, JvmWork work) {
      double seconds = Math.max(1, millis) / 1000.0;
      return new Round(job, seconds, transactions / seconds, bytesWritten, work);
    }
  }

  /**
   * The machine at the end of the run.
   *
   * @param loadAverage of the last minute, this run's own load included; negative where unknown
   */
  record Machine(
      int processors, long maxHeapBytes, String java, String system, double loadAverage) {
    static Machine here() {
      return new Machine(
          Runtime.getRuntime().availableProcessors(),
          Runtime.getRuntime().maxMemory(),
          System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
          System.getProperty("os.name") + " " + System.getProperty("os.arch"),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
  }

  static ThroughputReport of(long transactions, int parallelism, List<Round> rounds) {
    double whole = median(rounds, Kind.WHOLE);
    double empty = median(rounds, Kind.EMPTY);
    double copy = median(rounds, Kind.BARE_COPY);
    return new ThroughputReport(
        transactions,
        parallelism,
        whole,
        empty,
        copy,
        whole / empty,
        whole / copy,
        List.copyOf(rounds),
        Machine.here());
  }

  void write(Path file) throws IOException {
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
  }

  private static double median(List<Round> rounds, Kind kind) {
    double[] sorted =
        rounds.stream()
            .filter(round -> round.job() == kind)
            .mapToDouble(Round::perSecond)
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("A median is of at least one round: job=" + kind);
    }
    int half = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[half]
        : Arrays.stream(sorted, half - 1, half + 1).average().orElseThrow();
  }
}
