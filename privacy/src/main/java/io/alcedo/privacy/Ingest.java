package io.alcedo.privacy;

import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.Frame;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.FramingException;
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
  private final OlderWriters older;
  private final ContentHash contentHash;

  /**
   * Creates an ingest.
   *
   * @param policy what is done with each field
   * @param pseudonymiser makes the tokens
   * @param framing tells which schema wrote a message
   * @param clock what event times are held against
   */
  public Ingest(
      IngestPolicy policy, Pseudonymiser pseudonymiser, Framing framing, InstantSource clock) {
    this.policy = policy;
    this.framing = framing;
    this.clock = clock;
    this.scan = new RecordScan(policy.schema());
    this.pass = new IngestPass(pseudonymiser);
    this.older = new OlderWriters(policy.schema());
    this.contentHash = new ContentHash(policy.layout());
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
      TransactionRow row = row(message);
      return new IngestResult.Accepted(row, contentHash.of(row));
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
    byte[] message;
    try {
      message = framing.encode(transaction);
    } catch (AvroRuntimeException | NullPointerException e) {
      // Its message may hold a value of the record, so it is not passed on.
      throw new RejectedException(
          DeadLetterCode.INVALID_FIELD, "Each field that the schema requires is set");
    }
    return row(message);
  }

  /** Returns the 64-bit hash of a row's content, as accepted results carry it. */
  public long contentHash(TransactionRow row) {
    return contentHash.of(row);
  }

  /** Returns how many signals were dropped so far because the layout does not declare them. */
  public long droppedSignals() {
    return pass.droppedSignals();
  }

  private TransactionRow row(byte[] message) throws RejectedException {
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
    TransactionRow row = policy.layout().newRow();
    pass.begin(clock.millis());
    for (FieldStep step : policy.steps()) {
      step.apply(scan, pass, row);
    }
    return row;
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
