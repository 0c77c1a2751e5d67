package io.alcedo.operations.settings;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a challenger must show. Immutable.
 *
 * @param margin by how much its average precision must exceed the champion's
 * @param significance the chance that any attempt before a promotion promotes without that
 * @param window how long a time of matured labels an attempt waits for
 * @param looks how often it is looked at by then
 * @param minFrauds the number of frauds below which nothing is judged
 * @param calibration the most that its calibration error may be, over the share of frauds
 * @param segmentFloor by how much it may be worse in a segment
 * @param segmentFrauds the number of frauds below which a segment is only reported
 * @param latency the longest that it may take for a batch
 * @param latencyBatch the rows of that batch
 * @param resamples how often rows are resampled
 */
public record Gate(
    double margin,
    double significance,
    Duration window,
    int looks,
    int minFrauds,
    double calibration,
    double segmentFloor,
    int segmentFrauds,
    Duration latency,
    int latencyBatch,
    int resamples)
    implements Serializable {
  /** Checks the bounds. */
  public Gate {
    ConfigRules.within("margin", margin, 0, 0.5);
    ConfigRules.within("significance", significance, 1e-6, 0.2);
    ConfigRules.positive("window", window);
    ConfigRules.within("looks", looks, 1, 8);
    ConfigRules.within("min_frauds", minFrauds, 20, 1_000_000);
    ConfigRules.within("calibration", calibration, 0.01, 10);
    ConfigRules.within("segment_floor", segmentFloor, 0.001, 1);
    ConfigRules.within("segment_frauds", segmentFrauds, 20, 1_000_000);
    ConfigRules.positive("latency", latency);
    ConfigRules.within("latency_batch", latencyBatch, 1, 65_536);
    ConfigRules.within("resamples", resamples, 100, 100_000);
  }
}
