package io.alcedo.retraining.files;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/**
 * Assigns a record to the directory of its UTC day, {@code dt=2026-01-05}.
 *
 * @param <T> the type of the records
 */
final class DayBuckets<T> implements BucketAssigner<T, String> {
  private static final long serialVersionUID = 1L;

  private final Time<T> time;

  /** The time of a record, as a job graph carries it. */
  @FunctionalInterface
  interface Time<T> extends Function<T, Instant>, Serializable {}

  DayBuckets(Time<T> time) {
    this.time = time;
  }

  @Override
  public String getBucketId(T record, Context context) {
    return "dt=" + time.apply(record).atZone(ZoneOffset.UTC).toLocalDate();
  }

  @Override
  public SimpleVersionedSerializer<String> getSerializer() {
    return SimpleVersionedStringSerializer.INSTANCE;
  }
}
