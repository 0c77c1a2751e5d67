package io.alcedo.training.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one training was: all that it came of, and what came of it. Two runs of the same trainer,
 * settings, seed, threads, code and data have the same metrics. Immutable; holds no data of any
 * transaction.
 *
 * @param id the start of the run and a digest of what it came of, unique in its directory
 * @param command what trained, such as {@code train} or {@code backtest}
 * @param startedAt when it started
 * @param duration how long it took
 * @param trainer the trainer's name
 * @param settings all settings of the trainer by name, in the order of the names
 * @param seed what everything random started from
 * @param threads the processors that the trainer could use
 * @param code the code that ran
 * @param data what it was trained on
 * @param window the event times of the rows, null where that is not known
 * @param labelDelay when labels were known, in the words of {@link LabelDelay}
 * @param metrics what was measured by name, NaN where it is not defined
 * @param parentVersion the model version that this one is to replace, null for none
 * @param bundle the model bundle that came of it, null for none
 */
public record RunRecord(
    String id,
    String command,
    Instant startedAt,
    Duration duration,
    String trainer,
    Map<String, String> settings,
    long seed,
    int threads,
    CodeVersion code,
    List<Data> data,
    @Nullable Window window,
    String labelDelay,
    Map<String, Double> metrics,
    @Nullable String parentVersion,
    @Nullable Bundle bundle) {

  /**
   * Something that a run was trained on.
   *
   * @param name a file's name or what else it is
   * @param digest the SHA-256 of its bytes, a dataset's digest, or a feature set's hash, in hex
   */
  public record Data(String name, String digest) {}

  /**
   * The event times of rows.
   *
   * @param from the earliest
   * @param to the moment before which they lie
   */
  public record Window(Instant from, Instant to) {}

  /**
   * A model bundle that was written.
   *
   * @param name the model's name
   * @param version its version
   * @param sha256 the SHA-256 of its manifest, which holds those of its files, in hex
   */
  public record Bundle(String name, String version, String sha256) {}

  /** Checks the id, which is a file's name too, and copies the collections. */
  public RunRecord {
    if (!id.matches("[0-9A-Za-z][0-9A-Za-z-]*")) {
      throw new IllegalArgumentException("A run's id is letters, digits and dashes: id=" + id);
    }
    if (duration.isNegative()) {
      throw new IllegalArgumentException("A duration is not negative: duration=" + duration);
    }
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    data = List.copyOf(data);
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /** Returns this record under another id. */
  RunRecord withId(String newId) {
    return new RunRecord(
        newId,
        command,
        startedAt,
        duration,
        trainer,
        settings,
        seed,
        threads,
        code,
        data,
        window,
        labelDelay,
        metrics,
        parentVersion,
        bundle);
  }
}
