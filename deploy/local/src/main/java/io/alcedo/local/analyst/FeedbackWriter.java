package io.alcedo.local.analyst;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes verdicts to Kafka, one at a time, under their transactions' ids. For one thread. */
final class FeedbackWriter implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final Framing framing;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * Opens a writer of brokers that have answered.
   *
   * @throws CommandFailure where none does
   */
  FeedbackWriter(KafkaConnection kafka) {
    kafka.admin().close();
    framing = kafka.framing();
    producer = kafka.producer();
  }

  /**
   * Writes a verdict and waits until the broker has it.
   *
   * @return where it lies
   * @throws CommandFailure where the broker does not take it
   */
  RecordMetadata write(Feedback feedback) {
    try {
      return producer
          .send(
              new ProducerRecord<>(
                  Topic.FEEDBACK.topicName(),
                  feedback.getTransactionId().getBytes(StandardCharsets.UTF_8),
                  framing.encode(feedback)))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "the broker takes the verdict; is the topic there ('alcedo topics create')? topic="
              + Topic.FEEDBACK.topicName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCodes.FAILED, "interrupted while writing the verdict");
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
