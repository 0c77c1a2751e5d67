package io.alcedo.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.alcedo.local.bench.ThroughputReport.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one measurement of swaps.
 *
 * @param ratePerSecond the load, transactions a second
 * @param sustainedPerSecond what the machine sustained before; null where the load was given
 * @param device where the models ran
 * @param transactions sent in all
 * @param lost of these, those without a risk event
 * @param ratio median over the swaps of p99 around a swap over p99 before; null without such swaps
 * @param swaps those around which latencies were looked at
 * @param memory of the swaps in a row; null where there were too few
 * @param machine what it ran on
 */
record SwapReport(
    double ratePerSecond,
    @Nullable Double sustainedPerSecond,
    String device,
    long transactions,
    long lost,
    @Nullable Double ratio,
    List<MeasuredSwap> swaps,
    @Nullable Memory memory,
    Machine machine) {
  /**
   * One swap under load.
   *
   * @param orderToDecisionMillis from the order to the first risk event of the new model
   * @param p99BeforeMillis 99th percentile of latencies in the quiet time before, broker to broker
   * @param p99AroundMillis the same of those around the swap
   * @param ratio of the second to the first
   * @param longestBeforeMillis the longest latency in the quiet time before
   * @param longestAroundMillis the longest around the swap
   */
  record MeasuredSwap(
      long orderToDecisionMillis,
      double p99BeforeMillis,
      double p99AroundMillis,
      double ratio,
      long longestBeforeMillis,
      long longestAroundMillis) {
    static MeasuredSwap of(long orderToDecision, Histogram before, Histogram around) {
      double p99Before = before.getValueAtPercentile(99);
      double p99Around = around.getValueAtPercentile(99);
      return new MeasuredSwap(
          orderToDecision,
          p99Before,
          p99Around,
          p99Around / Math.max(1, p99Before),
          before.getMaxValue(),
          around.getMaxValue());
    }
  }

  /**
   * Memory over swaps in a row.
   *
   * @param warmUpSwaps the first two thirds, which do not count: the compiler still works and
   *     caches fill
   * @param residentKib resident memory after each of all swaps, in KiB
   * @param anonymousKib the part of it that the process made itself; the rest are pages of files,
   *     which grow with the embedded broker's log
   * @param codeKib what of that the JVM uses for compiled code and classes
   * @param fewestSessions of models that were open after a swap
   * @param mostSessions of models that were open after a swap
   * @param slopeKibPerSwap median slope of the anonymous part less code, over the swaps that count,
   *     of the medians of {@value #BLOCKS} equal stretches, since what one swap leaves the next has
   * @param lowerKibPerSwap end of its 95 % interval
   * @param upperKibPerSwap end of its 95 % interval
   * @param growthShare what 100 swaps at this slope add, as a share of what there was
   * @param flat whether no growth lies within the interval
   */
  record Memory(
      int warmUpSwaps,
      long[] residentKib,
      long[] anonymousKib,
      long[] codeKib,
      int fewestSessions,
      int mostSessions,
      double slopeKibPerSwap,
      double lowerKibPerSwap,
      double upperKibPerSwap,
      double growthShare,
      boolean flat) {
    private static final int FEWEST = 3;
    private static final int BLOCKS = 20;
    private static final int SHARE_SWAPS = 100;

    /** Looks at series. Null where too few are left, or the system does not tell. */
    static @Nullable Memory of(long[] resident, long[] anonymous, long[] code, int[] sessions) {
      int warmUp = resident.length * 2 / 3;
      int left = resident.length - warmUp;
      if (left < FEWEST || anonymous[warmUp] == 0) {
        return null;
      }
      int length = Math.max(1, left / BLOCKS);
      double[] counted = new double[left / length];
      for (int i = 0; i < counted.length; i++) {
        int from = warmUp + i * length;
        counted[i] =
            IntStream.range(from, from + length)
                .mapToLong(swap -> anonymous[swap] - code[swap])
                .sorted()
                .toArray()[length / 2];
      }
      SlopeEstimate slope = SlopeEstimate.of(counted).spread(length);
      return new Memory(
          warmUp,
          resident,
          anonymous,
          code,
          Arrays.stream(sessions).min().orElse(0),
          Arrays.stream(sessions).max().orElse(0),
          slope.perStep(),
          slope.lower(),
          slope.upper(),
          slope.perStep() * SHARE_SWAPS / counted[0],
          slope.holdsZero());
    }
  }

  /** Returns the median ratio of swaps; null without any. */
  static @Nullable Double medianRatio(List<MeasuredSwap> swaps) {
    double[] sorted = swaps.stream().mapToDouble(MeasuredSwap::ratio).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length == 0
        ? null
        : sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  void write(Path file) throws IOException {
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
  }
}
