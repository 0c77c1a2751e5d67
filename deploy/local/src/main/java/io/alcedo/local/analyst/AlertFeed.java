package io.alcedo.local.analyst;

import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.kafka.TopicReader;
import io.alcedo.schema.Alert;
import io.alcedo.schema.Label;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Brings alerts and labels from Kafka to a desk. For one thread. */
final class AlertFeed implements AutoCloseable {
  private final AlertDesk desk;
  private final @Nullable String tenant;
  private final RecordDecoder<Alert> alerts;
  private final RecordDecoder<Label> labels;
  private final TopicReader alertReader;
  private final TopicReader labelReader;

  /**
   * Opens both topics.
   *
   * @param tenant whose alerts are wanted; null for all
   * @param since how far back the alerts go; labels are read from there too, as none comes before
   *     its transaction
   */
  AlertFeed(KafkaConnection kafka, AlertDesk desk, @Nullable String tenant, Instant since) {
    this.desk = desk;
    this.tenant = tenant;
    this.alerts = new RecordDecoder<>(kafka.framing(), Alert.class);
    this.labels = new RecordDecoder<>(kafka.framing(), Label.class);
    this.alertReader = TopicReader.open(kafka, Topic.ALERTS.topicName()).since(since);
    this.labelReader = TopicReader.open(kafka, Topic.LABELS.topicName()).since(since);
  }

  /** Reads what the topics hold, alerts before labels, so that no label finds its alert missing. */
  void catchUp() {
    alertReader.read(
        false,
        record -> {
          alert(record);
          return true;
        });
    labelReader.read(
        false,
        record -> {
          label(record);
          return true;
        });
  }

  /** Takes what has come since, waiting for as long as this at most. */
  void poll(Duration patience) {
    alertReader.take(patience, this::alert);
    labelReader.take(Duration.ZERO, this::label);
  }

  private void alert(ConsumerRecord<byte[], byte[]> record) {
    take(
        record,
        alerts,
        alert -> {
          if (tenant == null || tenant.equals(alert.getRiskEvent().getTenant())) {
            desk.add(alert);
          }
        });
  }

  private void label(ConsumerRecord<byte[], byte[]> record) {
    take(
        record,
        labels,
        label -> {
          if (tenant == null || tenant.equals(label.getTenant())) {
            desk.add(label);
          }
        });
  }

  private static <T extends SpecificRecord> void take(
      ConsumerRecord<byte[], byte[]> record, RecordDecoder<T> decoder, Consumer<T> taker) {
    try {
      taker.accept(decoder.decode(record.value()));
    } catch (FramingException e) {
      // Not ours to judge: tail shows it.
    }
  }

  @Override
  public void close() {
    alertReader.close();
    labelReader.close();
  }
}
