package io.alcedo.local.bench;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * What one job has appended to one topic, as the broker has it. The broker is asked and no record
 * is read: a consumer would wait at the end of one partition before it goes to the next.
 *
 * @param records how many
 * @param firstMillis the broker's time of the first append; {@link Long#MAX_VALUE} without records
 * @param lastMillis the broker's time of the last append; {@link Long#MIN_VALUE} without records
 */
record AppendSpan(long records, long firstMillis, long lastMillis) {
  private static final AppendSpan NONE = new AppendSpan(0, Long.MAX_VALUE, Long.MIN_VALUE);

  /**
   * Looks at a topic whose records are stamped by the broker and which holds nothing else.
   *
   * @throws ExecutionException where the broker does not answer
   */
  static AppendSpan of(Admin admin, String topic) throws ExecutionException, InterruptedException {
    List<TopicPartition> partitions =
        admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
            .flatMap(description -> description.partitions().stream())
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    ListOffsetsResult ends = ask(admin, partitions, OffsetSpec.latest());
    ListOffsetsResult firsts = ask(admin, partitions, OffsetSpec.forTimestamp(0));
    ListOffsetsResult lasts = ask(admin, partitions, OffsetSpec.maxTimestamp());
    AppendSpan span = NONE;
    for (TopicPartition partition : partitions) {
      long end = ends.partitionResult(partition).get().offset();
      if (end > 0) {
        span =
            span.and(
                new AppendSpan(
                    end,
                    firsts.partitionResult(partition).get().timestamp(),
                    lasts.partitionResult(partition).get().timestamp()));
      }
    }
    return span;
  }

  /** Returns the span over both. */
  AppendSpan and(AppendSpan other) {
    return new AppendSpan(
        records + other.records,
        Math.min(firstMillis, other.firstMillis),
        Math.max(lastMillis, other.lastMillis));
  }

  private static ListOffsetsResult ask(
      Admin admin, List<TopicPartition> partitions, OffsetSpec offset) {
    return admin.listOffsets(
        partitions.stream().collect(Collectors.toMap(Function.identity(), each -> offset)));
  }
}
