package io.alcedo.training.run;

import io.alcedo.model.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run under way: started when it is made, it gathers what its record will say. For one thread,
 * and for one record.
 *
 * <pre>{@code
 * RunDraft draft = RunDraft.start("train", "gbdt", settings, seed, code, clock).data(file, sha256);
 * ... train ...
 * directory.append(draft.metrics(metrics).finish());
 * }</pre>
 */
public final class RunDraft {
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int DIGEST_DIGITS = 8;

  private final String command;
  private final String trainer;
  private final Map<String, String> settings;
  private final long seed;
  private final CodeVersion code;
  private final InstantSource clock;
  private final Instant startedAt;
  private final List<RunRecord.Data> data = new ArrayList<>();
  private final Map<String, Double> metrics = new TreeMap<>();
  private int threads = Runtime.getRuntime().availableProcessors();
  private RunRecord.@Nullable Window window;
  private String labelDelay = "";
  private @Nullable String parentVersion;
  private RunRecord.@Nullable Bundle bundle;

  private RunDraft(
      String command,
      String trainer,
      Map<String, String> settings,
      long seed,
      CodeVersion code,
      InstantSource clock) {
    this.command = command;
    this.trainer = trainer;
    this.settings = new TreeMap<>(settings);
    this.seed = seed;
    this.code = code;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /**
   * Starts a run.
   *
   * @param command what trains, such as {@code train}
   * @param trainer the trainer's name
   * @param settings all of its settings by name
   * @param clock dates the record and takes its duration
   */
  public static RunDraft start(
      String command,
      String trainer,
      Map<String, String> settings,
      long seed,
      CodeVersion code,
      InstantSource clock) {
    return new RunDraft(command, trainer, settings, seed, code, clock);
  }

  /** Adds something that is trained on, with its digest. */
  public RunDraft data(String name, String digest) {
    data.add(new RunRecord.Data(name, digest));
    return this;
  }

  /** Says which event times the rows have. */
  public RunDraft window(Instant from, Instant to) {
    window = new RunRecord.Window(from, to);
    return this;
  }

  /** Says when labels were known. */
  public RunDraft labelDelay(String words) {
    labelDelay = words;
    return this;
  }

  /** Says how many processors the trainer can use, where that is not all. */
  public RunDraft threads(int count) {
    threads = count;
    return this;
  }

  /** Adds what was measured. */
  public RunDraft metrics(Map<String, Double> measured) {
    metrics.putAll(measured);
    return this;
  }

  /** Says which model version the new one is to replace. */
  public RunDraft parent(@Nullable String version) {
    parentVersion = version;
    return this;
  }

  /** Says which bundle came of it. */
  public RunDraft bundle(String name, String version, String sha256) {
    bundle = new RunRecord.Bundle(name, version, sha256);
    return this;
  }

  /**
   * Ends the run and returns its record. The last digits of its id are a digest of all that the run
   * came of: runs that must have the same metrics share them.
   */
  public RunRecord finish() {
    String origin =
        String.join(
            "\n",
            trainer,
            settings.toString(),
            Long.toString(seed),
            Integer.toString(threads),
            code.digest(),
            data.toString(),
            String.valueOf(window),
            labelDelay);
    String digest =
        Digests.sha256(origin.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST_DIGITS);
    Duration duration = Duration.between(startedAt, clock.instant());
    return new RunRecord(
        ID_TIME.format(startedAt) + "-" + digest,
        command,
        startedAt,
        duration.isNegative() ? Duration.ZERO : duration,
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
