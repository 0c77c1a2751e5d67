package io.alcedo.local.demo;

import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.topics.Topic;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Reads what the job writes, on a thread of its own, and puts it on the scoreboard. */
final class ResultReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordDecoder<RiskEvent> riskEvents;
  private final RecordDecoder<DeadLetter> deadLetters;
  private final Scoreboard scoreboard;
  private final Thread thread;
  private volatile @Nullable Throwable failure;

  private ResultReader(KafkaConnection kafka, Scoreboard scoreboard) {
    this.consumer = kafka.consumer();
    this.riskEvents = new RecordDecoder<>(kafka.framing(), RiskEvent.class);
    this.deadLetters = new RecordDecoder<>(kafka.framing(), DeadLetter.class);
    this.scoreboard = scoreboard;
    this.thread = new Thread(this::run, "demo-results");
    this.thread.setDaemon(true);
  }

  static ResultReader start(KafkaConnection kafka, Scoreboard scoreboard) {
    ResultReader reader = new ResultReader(kafka, scoreboard);
    List<TopicPartition> partitions =
        Stream.of(Topic.RISK_EVENTS, Topic.ALERTS, Topic.DEAD_LETTERS)
            .flatMap(topic -> reader.consumer.partitionsFor(topic.topicName()).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    reader.consumer.assign(partitions);
    reader.consumer.seekToBeginning(partitions);
    reader.thread.start();
    return reader;
  }

  /** Throws what ended the reading, if anything did. */
  void check() {
    Throwable failed = failure;
    if (failed != null) {
      throw new IllegalStateException("The results of the job can be read", failed);
    }
  }

  @Override
  public void close() throws InterruptedException {
    consumer.wakeup();
    thread.join();
  }

  private void run() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record);
        }
      }
    } catch (WakeupException e) {
      // closed
    } catch (Throwable e) {
      failure = e;
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws FramingException {
    String topic = record.topic();
    if (topic.equals(Topic.RISK_EVENTS.topicName())) {
      scoreboard.risk(riskEvents.decode(record.value()), record.timestamp());
    } else if (topic.equals(Topic.ALERTS.topicName())) {
      scoreboard.alert();
    } else {
      scoreboard.deadLetter(deadLetters.decode(record.value()));
    }
  }
}
