package io.alcedo.retraining.files;

import io.alcedo.jobs.FlinkSettings;
import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ScoredFeatures;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * The sinks of the dated files, on any file system that Flink knows:
 *
 * <pre>
 * scored-features/dt=2026-01-05/part-*.avro    vectors, by the day of the transaction
 * verdicts/labels/dt=2026-01-12/part-*.avro    labels, by the day of the report
 * verdicts/outcomes/dt=2026-01-05/part-*.avro  outcomes, by the day on which they occurred
 * </pre>
 *
 * <p>A part appears whole at the checkpoint that closes it, and each record is in exactly one.
 * Until then it has another name, which begins with a dot, or is nowhere to be seen. Stateless.
 */
public final class DatedSink {
  private static final String PREFIX = "part";
  private static final String SUFFIX = ".avro";

  private DatedSink() {}

  /** Returns the sink of vectors below a directory. */
  public static FileSink<ScoredFeatures> vectors(String directory) {
    return sink(
        directory,
        "scored-features",
        ScoredFeatures.class,
        new DayBuckets<>(ScoredFeatures::getEventTime));
  }

  /** Returns the sink of labels below a directory. */
  public static FileSink<Label> labels(String directory) {
    return sink(directory, "verdicts/labels", Label.class, new DayBuckets<>(Label::getReportedAt));
  }

  /** Returns the sink of outcomes below a directory. */
  public static FileSink<Outcome> outcomes(String directory) {
    return sink(
        directory, "verdicts/outcomes", Outcome.class, new DayBuckets<>(Outcome::getOccurredAt));
  }

  private static <T extends SpecificRecord> FileSink<T> sink(
      String directory, String below, Class<T> type, DayBuckets<T> days) {
    return FileSink.forBulkFormat(
            new org.apache.flink.core.fs.Path(
                new org.apache.flink.core.fs.Path(FlinkSettings.uri(directory)), below),
            AvroPart.of(type))
        .withBucketAssigner(days)
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(
            OutputFileConfig.builder().withPartPrefix(PREFIX).withPartSuffix(SUFFIX).build())
        .build();
  }
}
