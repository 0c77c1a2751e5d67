package io.alcedo.operations.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Makes topics that can be written to at once.
 *
 * <p>Brokers say that a topic is there a moment before they lead its partitions. An idempotent
 * producer that has two batches on their way in that moment may see the first refused and the
 * second taken; a broker takes any first sequence number, so the first batch is then out of order
 * for good and expires after {@code delivery.timeout.ms}. Stateless.
 */
public final class NewTopics {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private NewTopics() {}

  /**
   * Creates topics and returns once brokers lead all of their partitions.
   *
   * @throws ExecutionException where they cannot be created, or no broker leads one within a minute
   */
  public static void create(Admin admin, Collection<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    admin.createTopics(topics).all().get();
    List<String> names = topics.stream().map(NewTopic::name).toList();
    long start = System.nanoTime();
    while (true) {
      try {
        Map<String, TopicDescription> described = admin.describeTopics(names).allTopicNames().get();
        admin.listOffsets(ends(described)).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException)
            || System.nanoTime() - start > PATIENCE.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Only the leader of a partition answers this question. */
  private static Map<TopicPartition, OffsetSpec> ends(Map<String, TopicDescription> topics) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    topics.forEach(
        (name, topic) -> {
          for (TopicPartitionInfo partition : topic.partitions()) {
            ends.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest());
          }
        });
    return ends;
  }
}
