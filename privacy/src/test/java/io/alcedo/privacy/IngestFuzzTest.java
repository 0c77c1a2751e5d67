package io.alcedo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.privacy.IngestResult.Accepted;
import io.alcedo.privacy.IngestResult.Rejected;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.row.TransactionRow;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;

/** Bytes that were changed at random: each is taken or refused, and nothing else happens. */
class IngestFuzzTest {
  private static final int HEADER = 10;
  private static final SpecificDatumReader<Transaction> AVRO =
      new SpecificDatumReader<>(Transaction.getClassSchema());

  private final Ingest ingest = TestTransactions.ingest();

  @Test
  void everyMutationIsTakenOrRefused() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Set<DeadLetterCode> seen = EnumSet.noneOf(DeadLetterCode.class);
    int accepted = 0;
    for (int i = 0; i < 15_000; i++) {
      byte[] valid = TestTransactions.FRAMING.encode(TestTransactions.random(random));
      byte[] message = mutate(valid, random.nextInt(50) == 0 ? 0 : HEADER, random);
      IngestResult result;
      try {
        result = ingest.transaction(message);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", round " + i, e);
      }
      if (result instanceof Rejected rejected) {
        seen.add(rejected.code());
      } else {
        accepted++;
        avroReadsItToo(message, seed, i);
      }
    }
    assertThat(accepted).isGreaterThan(300);
    assertThat(seen)
        .contains(
            DeadLetterCode.UNDECODABLE,
            DeadLetterCode.UNKNOWN_SCHEMA,
            DeadLetterCode.INVALID_AMOUNT,
            DeadLetterCode.UNKNOWN_CURRENCY,
            DeadLetterCode.TIME_OUT_OF_BOUNDS,
            DeadLetterCode.INVALID_CARD_NUMBER);
  }

  /** What is taken must be what Avro itself would have read. */
  private void avroReadsItToo(byte[] message, long seed, int round) {
    try {
      Transaction read =
          AVRO.read(
              null,
              DecoderFactory.get().binaryDecoder(message, HEADER, message.length - HEADER, null));
      TransactionRow row = ingest.anonymise(read);
      assertThat(((Accepted) ingest.transaction(message)).row()).isEqualTo(row);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed " + seed + ", round " + round, e);
    }
  }

  @Test
  void randomBytesBehindAGoodHeaderAreRefused() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] header =
        Arrays.copyOf(TestTransactions.FRAMING.encode(TestTransactions.valid()), HEADER);
    for (int i = 0; i < 20_000; i++) {
      byte[] message = new byte[HEADER + random.nextInt(200)];
      random.nextBytes(message);
      System.arraycopy(header, 0, message, 0, HEADER);
      assertThat(ingest.transaction(message))
          .as("seed %d, round %d", seed, i)
          .isInstanceOf(Rejected.class);
    }
  }

  /** Returns the bytes with one to three changes at or behind an offset. */
  static byte[] mutate(byte[] valid, int from, Random random) {
    byte[] bytes = valid.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0 && bytes.length > from; changes--) {
      int at = from + random.nextInt(bytes.length - from);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes = spliced(bytes, at, 0, varint(random));
        case 4 -> bytes = spliced(bytes, at, 1, varint(random));
        default -> bytes = spliced(bytes, at, Math.min(3, bytes.length - at), new byte[0]);
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int at, int removed, byte[] added) {
    byte[] out = new byte[bytes.length - removed + added.length];
    System.arraycopy(bytes, 0, out, 0, at);
    System.arraycopy(added, 0, out, at, added.length);
    System.arraycopy(bytes, at + removed, out, at + added.length, bytes.length - at - removed);
    return out;
  }

  /** A number that lengths and counts should not have: huge, negative, or of too many bytes. */
  private static byte[] varint(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(11)];
    Arrays.fill(bytes, (byte) (0x80 | random.nextInt(128)));
    bytes[bytes.length - 1] = (byte) random.nextInt(256);
    return bytes;
  }
}
