package io.alcedo.local.running;

import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.RiskEvent;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Where a record lies. */
public record Coordinates(String topic, int partition, long offset) {
  /** Returns where a record was written. */
  public static Coordinates of(RecordMetadata metadata) {
    return new Coordinates(metadata.topic(), metadata.partition(), metadata.offset());
  }

  /** Returns where the transaction of a risk event lies. */
  public static Coordinates of(RiskEvent event) {
    return new Coordinates(
        event.getInputTopic(), event.getInputPartition(), event.getInputOffset());
  }

  /** Returns where the record of a dead letter lies. */
  public static Coordinates of(DeadLetter letter) {
    return new Coordinates(letter.getSourceTopic(), letter.getPartition(), letter.getOffset());
  }
}
