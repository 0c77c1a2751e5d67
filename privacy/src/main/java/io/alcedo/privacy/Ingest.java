package io.alcedo.privacy;

import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.Frame;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.row.RowWriter;
import io.alcedo.schema.row.TransactionRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.apache.avro.AvroRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes, validates and anonymises transactions in one pass, from a message's bytes to a row of
 * pseudonyms and kept values. Personal data is never an object of its own beyond the pass, and
 * nothing of a rejected record is in its message.
 *
 * <p>Messages are not trusted: whatever the bytes are, the result is a row or a rejection, and no
 * more memory is taken than the message itself has. Reuses its buffers, so it is owned by one
 * thread; rows and results are the caller's.
 */
public final class Ingest {
  private final IngestPolicy policy;
  private final Framing framing;
  private final InstantSource clock;
  private final RecordScan scan;
  private final IngestPass pass;
  private final @Nullable Next next;
  private final OlderWriters older;
  private final HashedRow out;

  /**
   * The key that takes over.
   *
   * @param pseudonymiser makes its tokens
   * @param fromMillis the event time from which it is in force; what happened before has a twin row
   *     under it
   */
  public record Takeover(Pseudonymiser pseudonymiser, long fromMillis) {}

  /** What a takeover needs: passes for rows and for twins apart, and the event time's place. */
  private record Next(IngestPass pass, IngestPass twins, int eventTime, long fromMillis) {}

  /**
   * Creates an ingest of one key.
   *
   * @param policy what is done with each field
   * @param pseudonymiser makes the tokens
   * @param framing tells which schema wrote a message
   * @param clock what event times are held against
   */
  public Ingest(
      IngestPolicy policy, Pseudonymiser pseudonymiser, Framing framing, InstantSource clock) {
    this(policy, pseudonymiser, null, framing, clock);
  }

  /**
   * Creates an ingest.
   *
   * @param policy what is done with each field
   * @param pseudonymiser makes the tokens, until another key takes over
   * @param takeover that other key, null where none is to take over
   * @param framing tells which schema wrote a message
   * @param clock what event times are held against
   */
  public Ingest(
      IngestPolicy policy,
      Pseudonymiser pseudonymiser,
      @Nullable Takeover takeover,
      Framing framing,
      InstantSource clock) {
    this.policy = policy;
    this.framing = framing;
    this.clock = clock;
    this.scan = new RecordScan(policy.schema());
    this.pass = new IngestPass(pseudonymiser);
    this.next =
        takeover == null
            ? null
            : new Next(
                new IngestPass(takeover.pseudonymiser()),
                new IngestPass(takeover.pseudonymiser()),
                policy.eventTimePosition(),
                takeover.fromMillis());
    this.older = new OlderWriters(policy.schema());
    this.out = new HashedRow(new ContentHash(policy.layout()), new RowWriter(policy.layout()));
  }

  /**
   * Takes one message in.
   *
   * @throws UncheckedIOException where the schema registry does not answer: the message may be
   *     good, so it must be tried again rather than put aside
   */
  public IngestResult transaction(byte @Nullable [] message) {
    try {
      if (message == null) {
        throw new RejectedException(
            DeadLetterCode.NULL_VALUE, "A message of this topic has a value; send no tombstones");
      }
      return accepted(message);
    } catch (RejectedException e) {
      return new IngestResult.Rejected(e.code(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * Anonymises a transaction that this process itself has made or read, by the same pass.
   *
   * @throws RejectedException where the transaction is not valid
   */
  public TransactionRow anonymise(Transaction transaction) throws RejectedException {
    return accepted(transaction).row();
  }

  /**
   * Takes a transaction in that this process itself has made or read, by the same pass.
   *
   * @throws RejectedException where the transaction is not valid
   */
  public IngestResult.Accepted accepted(Transaction transaction) throws RejectedException {
    byte[] message;
    try {
      message = framing.encode(transaction);
    } catch (AvroRuntimeException | NullPointerException e) {
      // Its message may hold a value of the record, so it is not passed on.
      throw new RejectedException(
          DeadLetterCode.INVALID_FIELD, "Each field that the schema requires is set");
    }
    return accepted(message);
  }

  /** Returns how many signals were dropped so far because the layout does not declare them. */
  public long droppedSignals() {
    return pass.droppedSignals() + (next == null ? 0 : next.pass.droppedSignals());
  }

  private IngestResult.Accepted accepted(byte[] message) throws RejectedException {
    scan(message);
    long now = clock.millis();
    Next other = next;
    if (other != null && scan.number(other.eventTime) >= other.fromMillis) {
      return accepted(other.pass, null, now);
    }
    return accepted(pass, other == null ? null : row(other.twins, now), now);
  }

  private IngestResult.Accepted accepted(IngestPass by, @Nullable TransactionRow twin, long now)
      throws RejectedException {
    TransactionRow row = row(by, now);
    return new IngestResult.Accepted(row, twin, out.contentHash(by.keyId()));
  }

  private void scan(byte[] message) throws RejectedException {
    if (message.length > policy.limits().mostBytes()) {
      throw new RejectedException(
          DeadLetterCode.RECORD_TOO_LARGE,
          "A message has at most "
              + policy.limits().mostBytes()
              + " bytes: bytes="
              + message.length);
    }
    Frame frame = frame(message);
    if (frame.current()) {
      scan.scan(message, frame.bodyOffset(), message.length);
    } else {
      byte[] body = older.rewrite(frame.writer(), message, frame.bodyOffset());
      scan.scan(body, 0, body.length);
    }
  }

  private TransactionRow row(IngestPass by, long now) throws RejectedException {
    out.start();
    by.begin(now);
    for (FieldStep step : policy.steps()) {
      step.apply(scan, by, out);
    }
    return out.finish();
  }

  private Frame frame(byte[] message) throws RejectedException {
    Frame frame;
    try {
      frame = framing.parse(message);
    } catch (FramingException e) {
      String problem = String.valueOf(e.getMessage());
      switch (e.code()) {
        case REGISTRY_UNAVAILABLE -> throw new UncheckedIOException(new IOException(problem, e));
        case UNKNOWN_SCHEMA -> throw new RejectedException(DeadLetterCode.UNKNOWN_SCHEMA, problem);
        case OTHER_RECORD -> throw new RejectedException(DeadLetterCode.OTHER_RECORD, problem);
        case NOT_AVRO, UNDECODABLE ->
            throw new RejectedException(DeadLetterCode.UNDECODABLE, problem);
      }
      throw new IllegalStateException("Each code is handled: code=" + e.code());
    }
    if (!frame.writer().getFullName().equals(policy.schema().getFullName())) {
      throw new RejectedException(
          DeadLetterCode.OTHER_RECORD,
          "A message of this topic holds a transaction: record=" + frame.writer().getFullName());
    }
    return frame;
  }
}
