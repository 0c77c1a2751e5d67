package io.alcedo.local.demo;

import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.schema.Alert;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.Label;
import io.alcedo.schema.ModelCommand;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.topics.Topic;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the jobs write, on a thread of its own, and puts it on the scoreboard and the circle;
 * analysts get the alerts.
 */
final class ResultReader implements AutoCloseable {
  /** No latency is measured here: the broker's stamps tell it. */
  private static final Duration MOST_WAIT = Duration.ofMillis(10);

  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordDecoder<RiskEvent> riskEvents;
  private final RecordDecoder<Alert> alerts;
  private final RecordDecoder<DeadLetter> deadLetters;
  private final RecordDecoder<Label> labels;
  private final RecordDecoder<ModelCommand> commands;
  private final RecordDecoder<ModelStatus> statuses;
  private final Scoreboard scoreboard;
  private final Circle circle;
  private final Consumer<RiskEvent> analysts;
  private final Thread thread;
  private volatile @Nullable Throwable failure;

  private ResultReader(
      KafkaConnection kafka, Scoreboard scoreboard, Circle circle, Consumer<RiskEvent> analysts) {
    this.consumer = kafka.gatheringConsumer(MOST_WAIT);
    this.riskEvents = new RecordDecoder<>(kafka.framing(), RiskEvent.class);
    this.alerts = new RecordDecoder<>(kafka.framing(), Alert.class);
    this.deadLetters = new RecordDecoder<>(kafka.framing(), DeadLetter.class);
    this.labels = new RecordDecoder<>(kafka.framing(), Label.class);
    this.commands = new RecordDecoder<>(kafka.framing(), ModelCommand.class);
    this.statuses = new RecordDecoder<>(kafka.framing(), ModelStatus.class);
    this.scoreboard = scoreboard;
    this.circle = circle;
    this.analysts = analysts;
    this.thread = new Thread(this::run, "demo-results");
    this.thread.setDaemon(true);
  }

  static ResultReader start(
      KafkaConnection kafka, Scoreboard scoreboard, Circle circle, Consumer<RiskEvent> analysts) {
    ResultReader reader = new ResultReader(kafka, scoreboard, circle, analysts);
    List<TopicPartition> partitions =
        Stream.of(
                Topic.RISK_EVENTS,
                Topic.ALERTS,
                Topic.DEAD_LETTERS,
                Topic.LABELS,
                Topic.MODEL_COMMANDS,
                Topic.MODEL_STATUS)
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
    switch (Topic.named(record.topic())) {
      case RISK_EVENTS -> scoreboard.risk(riskEvents.decode(record.value()), record.timestamp());
      case ALERTS -> {
        scoreboard.alert();
        analysts.accept(alerts.decode(record.value()).getRiskEvent());
      }
      case DEAD_LETTERS -> scoreboard.deadLetter(deadLetters.decode(record.value()));
      case LABELS -> circle.label(labels.decode(record.value()));
      case MODEL_COMMANDS -> circle.command(commands.decode(record.value()));
      case MODEL_STATUS -> circle.status(statuses.decode(record.value()));
      default -> throw new IllegalStateException("Only what is read arrives: " + record.topic());
    }
  }
}
