package io.alcedo.retraining.ingest;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ClockKind;
import io.alcedo.privacy.DeadLetterCode;
import io.alcedo.privacy.RejectedException;
import io.alcedo.retraining.verdict.VerdictTable;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into what the job works with, or says what is wrong with them. Texts that would be
 * kept are searched for card numbers and e-mail addresses, although these topics should hold none:
 * what they hold comes from outside. Owned by one thread, that of a source reader.
 */
public final class LearningIngest {
  private final int mostBytes;
  private final InstantSource clock;
  private final boolean eventClock;
  private final RecordRules rules;
  private final FeedbackReader reports;
  private final RecordDecoder<ScoredFeatures> scored;
  private final RecordDecoder<Feedback> feedback;
  private final RecordDecoder<Outcome> outcomes;

  /**
   * Creates the ingest of one task.
   *
   * @param table what reports mean
   * @param framing how messages are framed
   * @param clock the wall clock
   */
  public LearningIngest(
      AlcedoConfig config, VerdictTable table, Framing framing, InstantSource clock) {
    this.mostBytes = config.limits().maxRecordBytes();
    this.clock = clock;
    this.eventClock = config.clock().kind() == ClockKind.EVENT;
    this.rules =
        new RecordRules(
            config.privacy().exemptFields(), config.limits().maxTextLength(), !eventClock);
    this.reports = new FeedbackReader(table, rules);
    this.scored = new RecordDecoder<>(framing, ScoredFeatures.class);
    this.feedback = new RecordDecoder<>(framing, Feedback.class);
    this.outcomes = new RecordDecoder<>(framing, Outcome.class);
  }

  /**
   * Returns what becomes of a message of the topic of vectors.
   *
   * @throws UncheckedIOException where the schema registry does not answer
   */
  public Incoming scored(byte @Nullable [] message, Origin origin) {
    return take(message, origin, scored, this::scored);
  }

  /**
   * Returns what becomes of a message of the topic of verdicts.
   *
   * @param knownAt when the broker appended it, in milliseconds since 1970 UTC
   * @throws UncheckedIOException where the schema registry does not answer
   */
  public Incoming feedback(byte @Nullable [] message, Origin origin, long knownAt) {
    return take(message, origin, feedback, record -> feedback(record, origin, knownAt));
  }

  /**
   * Returns what becomes of a message of the topic of outcomes.
   *
   * @throws UncheckedIOException where the schema registry does not answer
   */
  public Incoming outcome(byte @Nullable [] message, Origin origin) {
    return take(message, origin, outcomes, this::outcome);
  }

  private Incoming scored(ScoredFeatures features) throws RejectedException {
    rules.ids(features.getTenant(), features.getTransactionId());
    rules.entities(features.getEntities());
    rules.text("featureSetHash", features.getFeatureSetHash());
    rules.text("modelName", features.getModelName());
    rules.text("modelVersion", features.getModelVersion());
    rules.time("eventTime", features.getEventTime(), clock.millis());
    if (eventClock) {
      // The wall clock, which the scoring job stamps vectors with, tells nothing on that of events.
      features.setScoredAt(features.getEventTime());
    }
    return new Incoming.Scored(features);
  }

  private Incoming feedback(Feedback report, Origin origin, long knownAt) throws RejectedException {
    rules.time("the record's time", Instant.ofEpochMilli(knownAt), clock.millis());
    return reports.read(report, origin, knownAt);
  }

  private Incoming outcome(Outcome outcome) throws RejectedException {
    rules.ids(outcome.getTenant(), outcome.getTransactionId());
    rules.text("responseCode", outcome.getResponseCode());
    rules.time("occurredAt", outcome.getOccurredAt(), clock.millis());
    return new Incoming.Became(outcome);
  }

  private <R extends SpecificRecord> Incoming take(
      byte @Nullable [] message, Origin origin, RecordDecoder<R> decoder, Reading<R> reading) {
    if (message == null) {
      return refused(origin, DeadLetterCode.NULL_VALUE, "A message of this topic has a value");
    }
    if (message.length > mostBytes) {
      return refused(
          origin,
          DeadLetterCode.RECORD_TOO_LARGE,
          "A message has at most " + mostBytes + " bytes: bytes=" + message.length);
    }
    try {
      return reading.read(decoder.decode(message));
    } catch (RejectedException e) {
      return refused(origin, e.code(), String.valueOf(e.getMessage()));
    } catch (FramingException e) {
      return refused(origin, code(e), String.valueOf(e.getMessage()));
    }
  }

  private static DeadLetterCode code(FramingException e) {
    return switch (e.code()) {
      case REGISTRY_UNAVAILABLE ->
          throw new UncheckedIOException(new IOException(String.valueOf(e.getMessage()), e));
      case UNKNOWN_SCHEMA -> DeadLetterCode.UNKNOWN_SCHEMA;
      case OTHER_RECORD -> DeadLetterCode.OTHER_RECORD;
      case NOT_AVRO, UNDECODABLE -> DeadLetterCode.UNDECODABLE;
    };
  }

  private Incoming refused(Origin origin, DeadLetterCode code, String message) {
    return new Incoming.Refused(origin, code.name(), message, clock.millis());
  }

  /** Makes something of a record. */
  @FunctionalInterface
  private interface Reading<R> {
    Incoming read(R record) throws RejectedException;
  }
}
