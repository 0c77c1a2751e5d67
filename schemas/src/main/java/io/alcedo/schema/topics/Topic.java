package io.alcedo.schema.topics;

import io.alcedo.schema.Alert;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.Label;
import io.alcedo.schema.ModelAssignment;
import io.alcedo.schema.ModelCommand;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Transaction;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The topics: default name, record, key, and how long records are kept. Names and retention can be
 * set otherwise; a topic's record and key are the contract.
 */
public enum Topic {
  /** Payments as the platform sends them, with personal data, and so kept no longer than needed. */
  TRANSACTIONS(
      "transactions",
      Transaction.getClassSchema(),
      "the platform's own: one value a card, so that its transactions stay in order; never read",
      Duration.ofDays(7)),
  /** What became of transactions. */
  OUTCOMES("outcomes", Outcome.getClassSchema(), "transactionId", Duration.ofDays(30)),
  /** One decision a transaction. */
  RISK_EVENTS("risk-events", RiskEvent.getClassSchema(), "cardToken", Duration.ofDays(30)),
  /** Decisions that need someone's attention. */
  ALERTS("alerts", Alert.getClassSchema(), "cardToken", Duration.ofDays(90)),
  /** The vectors that models saw. */
  SCORED_FEATURES(
      "scored-features", ScoredFeatures.getClassSchema(), "transactionId", Duration.ofDays(14)),
  /** Verdicts on transactions. */
  FEEDBACK("feedback", Feedback.getClassSchema(), "transactionId", Duration.ofDays(365)),
  /** Verdicts joined with their transactions. */
  LABELS("labels", Label.getClassSchema(), "transactionId", Duration.ofDays(365)),
  /** Which versions of a model do what; compacted. */
  MODEL_ASSIGNMENTS("model-assignments", ModelAssignment.getClassSchema(), "model name", null),
  /** Who asked for what of a model. */
  MODEL_COMMANDS(
      "model-commands", ModelCommand.getClassSchema(), "model name", Duration.ofDays(3650)),
  /** What hosts say about their models. */
  MODEL_STATUS("model-status", ModelStatus.getClassSchema(), "host", Duration.ofDays(30)),
  /** Where unusable input lies. */
  DEAD_LETTERS("dead-letters", DeadLetter.getClassSchema(), "source topic", Duration.ofDays(30));

  private final String topicName;
  private final Schema schema;
  private final String keyDescription;
  private final @Nullable Duration retention;

  Topic(String topicName, Schema schema, String keyDescription, @Nullable Duration retention) {
    this.topicName = topicName;
    this.schema = schema;
    this.keyDescription = keyDescription;
    this.retention = retention;
  }

  /** Returns the topic's default name in Kafka. */
  public String topicName() {
    return topicName;
  }

  /** Returns the schema of the topic's records, as this build knows it. */
  public Schema schema() {
    return schema;
  }

  /** Returns the generated type of the topic's records. */
  public Class<? extends SpecificRecord> recordType() {
    return SpecificData.get().getClass(schema).asSubclass(SpecificRecord.class);
  }

  /** Returns in words what the key of a record is. */
  public String keyDescription() {
    return keyDescription;
  }

  /** Returns whether the broker keeps the last record of each key, whatever its age. */
  public boolean compacted() {
    return retention == null;
  }

  /** Returns how long records are kept by default; empty where the topic is compacted. */
  public Optional<Duration> retention() {
    return Optional.ofNullable(retention);
  }

  /**
   * Returns the topic of this default name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Topic named(String topicName) {
    for (Topic topic : values()) {
      if (topic.topicName.equals(topicName)) {
        return topic;
      }
    }
    throw new IllegalArgumentException("A topic has one of the known names: name=" + topicName);
  }

  /**
   * Returns the topic that holds records of this schema's name.
   *
   * @throws IllegalArgumentException where no topic does
   */
  public static Topic of(Schema schema) {
    for (Topic topic : values()) {
      if (topic.schema.getFullName().equals(schema.getFullName())) {
        return topic;
      }
    }
    throw new IllegalArgumentException(
        "A record has a topic of its own: record=" + schema.getFullName());
  }
}
