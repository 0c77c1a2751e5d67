package io.alcedo.scoring.ingest;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.privacy.DeadLetterCode;
import io.alcedo.privacy.Ingest;
import io.alcedo.privacy.IngestPolicy;
import io.alcedo.privacy.IngestResult;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.privacy.Keyset;
import io.alcedo.privacy.KeysetException;
import io.alcedo.privacy.Pseudonymiser;
import io.alcedo.privacy.RejectedException;
import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.history.HistoryEvent;
import io.alcedo.schema.history.HistoryKind;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.LabelEvent;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.OutcomeEvent;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.ingest.Ingested.Accepted;
import io.alcedo.scoring.ingest.Ingested.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns input records into events or rejections: the one place of the job where personal data is
 * seen, as bytes that are decoded and anonymised in one pass. No personal data leaves it, in
 * messages neither. Owned by one thread, that of a source reader.
 */
public final class RecordIngest {
  private final IngestSettings settings;
  private final Ingest bounded;
  private final Ingest unbounded;
  private final EventClock eventClock = new EventClock();
  private final InstantSource clock;
  private final UpdateReader updates;
  private final RecordDecoder<Label> labels;
  private final RecordDecoder<Outcome> outcomes;

  /**
   * Creates the ingest of one task; loads the keyset.
   *
   * @throws KeysetException where the keyset cannot be used
   */
  public RecordIngest(IngestSettings settings) throws KeysetException {
    this(settings, InstantSource.system());
  }

  /** Creates an ingest whose wall clock is this one. */
  RecordIngest(IngestSettings settings, InstantSource wall) throws KeysetException {
    RowLayout layout = settings.layout();
    Framing framing = settings.framing().framing();
    Keyset keyset = settings.keyset().load();
    KeyRotation rotation = settings.rotation();
    Pseudonymiser pseudonymiser = inForce(keyset, rotation);
    Ingest.Takeover takeover =
        rotation == null || !rotation.running()
            ? null
            : new Ingest.Takeover(
                Pseudonymiser.of(keyset, rotation.to()), rotation.takeoverAt().toEpochMilli());
    this.settings = settings;
    this.clock = settings.clock() == JobClock.WALL ? wall : eventClock;
    this.bounded =
        new Ingest(
            IngestPolicy.of(layout, settings.limits()), pseudonymiser, takeover, framing, clock);
    this.unbounded =
        new Ingest(
            IngestPolicy.of(layout, settings.limits().withAnyTime()),
            pseudonymiser,
            takeover,
            framing,
            clock);
    this.updates = new UpdateReader(layout, settings.limits(), rotation);
    this.labels = new RecordDecoder<>(framing, Label.class);
    this.outcomes = new RecordDecoder<>(framing, Outcome.class);
  }

  /** Returns what makes tokens, until a takeover where one is to come. */
  private static Pseudonymiser inForce(Keyset keyset, @Nullable KeyRotation rotation)
      throws KeysetException {
    return rotation == null
        ? Pseudonymiser.of(keyset)
        : Pseudonymiser.of(keyset, rotation.running() ? rotation.from() : rotation.to());
  }

  /**
   * Returns what becomes of a message of the transactions topic.
   *
   * @param history whether it is to update profiles only; its time then has no bounds
   * @throws UncheckedIOException where the schema registry does not answer
   */
  public Ingested transaction(byte @Nullable [] message, Origin origin, boolean history) {
    boolean anyTime = history || (settings.clock() == JobClock.EVENT && !eventClock.started());
    IngestResult result = (anyTime ? unbounded : bounded).transaction(message);
    if (result instanceof IngestResult.Accepted accepted) {
      eventClock.advance(accepted.row().eventTime());
      return new Accepted(
          TransactionEvent.of(
              accepted.row(), accepted.twin(), accepted.contentHash(), origin, history));
    }
    IngestResult.Rejected rejected = (IngestResult.Rejected) result;
    return rejected(origin, rejected.code(), rejected.message());
  }

  /**
   * Returns what becomes of a message of the labels topic.
   *
   * @throws UncheckedIOException where the schema registry does not answer
   */
  public Ingested label(byte @Nullable [] message, Origin origin) {
    return update(message, origin, labels, updates::label);
  }

  /**
   * Returns what becomes of a message of the outcomes topic.
   *
   * @throws UncheckedIOException where the schema registry does not answer
   */
  public Ingested outcome(byte @Nullable [] message, Origin origin) {
    return update(message, origin, outcomes, updates::outcome);
  }

  /**
   * Returns what becomes of an event of a history. Labels and outcomes come resolved: a history
   * knows their transactions.
   *
   * @param profilesOnly whether its transactions update profiles only
   * @return null for a label or outcome of a transaction that cannot be used, since the rejection
   *     of the transaction tells it all
   */
  public @Nullable Ingested history(HistoryEvent event, Origin origin, boolean profilesOnly) {
    IngestResult.Accepted accepted;
    try {
      accepted = unbounded.accepted(event.source().transaction());
    } catch (RejectedException e) {
      return event.kind() == HistoryKind.TRANSACTION
          ? rejected(origin, e.code(), String.valueOf(e.getMessage()))
          : null;
    }
    eventClock.advance(event.time());
    TransactionRow row = accepted.row();
    TransactionRow twin = accepted.twin();
    ScoringEvent made =
        switch (event.kind()) {
          case TRANSACTION ->
              TransactionEvent.of(row, twin, accepted.contentHash(), origin, profilesOnly);
          case LABEL -> new LabelEvent(row, twin, label(event, row));
          case OUTCOME -> outcome(event, row, twin);
        };
    return new Accepted(made);
  }

  /** Returns how many signals were dropped so far because nothing declares them. */
  public long droppedSignals() {
    return bounded.droppedSignals() + unbounded.droppedSignals();
  }

  private static LabelUpdate label(HistoryEvent event, TransactionRow row) {
    boolean fraud = Boolean.TRUE.equals(event.source().fraud());
    return new LabelUpdate(
        TransactionEvent.idHash(row),
        row.eventTime(),
        row.number(TransactionRow.BASE_AMOUNT_MINOR),
        fraud ? Verdict.FRAUD : Verdict.GENUINE,
        1);
  }

  private static OutcomeEvent outcome(
      HistoryEvent event, TransactionRow row, @Nullable TransactionRow twin) {
    Outcome outcome = event.source().outcome();
    if (outcome == null) {
      throw new IllegalStateException("An outcome's event holds it: " + event.position());
    }
    return new OutcomeEvent(
        row,
        twin,
        UpdateReader.update(
            outcome,
            TransactionEvent.idHash(row),
            row.eventTime(),
            row.number(TransactionRow.BASE_AMOUNT_MINOR)));
  }

  private <R extends SpecificRecord> Ingested update(
      byte @Nullable [] message, Origin origin, RecordDecoder<R> decoder, Reading<R> reading) {
    if (message == null) {
      return rejected(origin, DeadLetterCode.NULL_VALUE, "A message of this topic has a value");
    }
    if (message.length > settings.limits().mostBytes()) {
      return rejected(
          origin,
          DeadLetterCode.RECORD_TOO_LARGE,
          "A message has at most "
              + settings.limits().mostBytes()
              + " bytes: bytes="
              + message.length);
    }
    try {
      return new Accepted(reading.read(decoder.decode(message)));
    } catch (RejectedException e) {
      return rejected(origin, e.code(), String.valueOf(e.getMessage()));
    } catch (FramingException e) {
      return rejected(origin, code(e), String.valueOf(e.getMessage()));
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

  private Rejected rejected(Origin origin, DeadLetterCode code, String message) {
    return new Rejected(new Rejection(origin, code.name(), message, clock.millis()));
  }

  /** Makes an event of a record. */
  @FunctionalInterface
  private interface Reading<R> {
    ScoringEvent read(R record) throws RejectedException;
  }
}
