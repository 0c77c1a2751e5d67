package io.alcedo.local.traffic;

import io.alcedo.schema.Outcome;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.topics.Topic;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes transactions, and on their own clock the outcomes that follow them and what else is told
 * of them, to their topics.
 *
 * <p>A card's transactions go to one partition and so stay in order. No key is written: the
 * partition follows from a hash that stays in this process, because a key made of a card number
 * would be a card number in disguise. One thread only, but for the callbacks.
 */
public final class TrafficWriter implements AutoCloseable {
  /** Hears where a transaction was appended. Called on the producer's thread. */
  @FunctionalInterface
  public interface SentListener {
    /** Takes note of the coordinates. */
    void sent(LabelledTransaction transaction, int partition, long offset);
  }

  private final KafkaProducer<byte[], byte[]> producer;
  private final Framing framing;
  private final int partitions;
  private final FollowUps followUps;
  private final SentListener listener;
  private final PriorityQueue<Outcome> pendingOutcomes =
      new PriorityQueue<>(Comparator.comparing(Outcome::getOccurredAt));
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final long salt = System.nanoTime() * 0x9E3779B97F4A7C15L;
  private long sent;

  /**
   * Creates a writer.
   *
   * @param followUps what is told of the transactions later
   */
  public TrafficWriter(
      KafkaProducer<byte[], byte[]> producer,
      Framing framing,
      FollowUps followUps,
      SentListener listener) {
    this.producer = producer;
    this.framing = framing;
    this.partitions = producer.partitionsFor(Topic.TRANSACTIONS.topicName()).size();
    this.followUps = followUps;
    this.listener = listener;
  }

  /**
   * Writes a transaction, after the outcomes and verdicts that are known by its time.
   *
   * @throws IllegalStateException where an earlier write has failed
   */
  public void write(LabelledTransaction labelled) {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException(
          "Kafka takes what is written: " + failed.getMessage(), failed);
    }
    Transaction transaction = labelled.transaction();
    flushKnown(transaction.getEventTime().toEpochMilli());
    producer.send(
        new ProducerRecord<>(
            Topic.TRANSACTIONS.topicName(),
            partition(transaction.getCardNumber()),
            null,
            framing.encode(transaction)),
        (metadata, exception) -> {
          if (exception == null) {
            listener.sent(labelled, metadata.partition(), metadata.offset());
          } else {
            failure.compareAndSet(null, exception);
          }
        });
    sent++;
    if (labelled.outcome() != null) {
      pendingOutcomes.add(labelled.outcome());
    }
    followUps.follow(labelled);
  }

  /** Returns how many transactions were written. */
  public long sent() {
    return sent;
  }

  /** Waits until all that was written has arrived. */
  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }

  private void flushKnown(long now) {
    while (!pendingOutcomes.isEmpty()
        && pendingOutcomes.peek().getOccurredAt().toEpochMilli() <= now) {
      Outcome outcome = pendingOutcomes.remove();
      send(Topic.OUTCOMES, outcome.getOccurredAt().toEpochMilli(), framing.encode(outcome));
    }
    followUps.tellDue(now, this::send);
  }

  private void send(Topic topic, long time, byte[] value) {
    Callback noteFailure =
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        };
    producer.send(new ProducerRecord<>(topic.topicName(), null, time, null, value), noteFailure);
  }

  private int partition(String card) {
    return (int) Long.remainderUnsigned(StableHash.of(card) ^ salt, partitions);
  }
}
