package io.alcedo.benchmarks;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.FeaturePlans;
import io.alcedo.privacy.Ingest;
import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.IngestPolicy;
import io.alcedo.privacy.IngestResult;
import io.alcedo.privacy.Keyset;
import io.alcedo.privacy.Pseudonymiser;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.simulator.Simulation;
import io.alcedo.simulator.SimulationSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;

/**
 * Simulated transactions, as messages and as rows, that a benchmark walks over again and again: so
 * many that neither caches nor branch predictors learn them. On each further lap a row's event time
 * is moved on by the time that one lap spans, so that time never goes back. One thread only.
 */
final class Traffic {
  /** How many transactions one lap has: a power of two. */
  static final int LAP = 1 << 15;

  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  final FeaturePlan plan = FeaturePlans.named("card-payments");
  final SingleObjectFraming framing = new SingleObjectFraming();
  final Ingest ingest =
      new Ingest(
          IngestPolicy.of(plan.layout(), IngestLimits.DEFAULT.withAnyTime()),
          Pseudonymiser.of(Keyset.generate()),
          framing,
          InstantSource.system());

  private final byte[][] messages = new byte[LAP][];
  private final TransactionRow[] rows = new TransactionRow[LAP];
  private final long[] idHashes = new long[LAP];
  private final long lapMillis;
  private long position;

  /** Makes the transactions of the standard population from its start on. */
  Traffic() {
    Iterator<LabelledTransaction> simulation = simulation();
    for (int i = 0; i < LAP; i++) {
      messages[i] = framing.encode(simulation.next().transaction());
      rows[i] = row(messages[i]);
      idHashes[i] =
          StableHash.of(
              rows[i].required(TransactionRow.TENANT),
              rows[i].required(TransactionRow.TRANSACTION_ID));
    }
    lapMillis = rows[LAP - 1].eventTime() - rows[0].eventTime() + 1;
  }

  static Iterator<LabelledTransaction> simulation() {
    return new Simulation(SimulationSettings.standard(1, START));
  }

  /** Goes to the next transaction. */
  void advance() {
    int index = index();
    if (position >= LAP) {
      TransactionRow row = rows[index];
      row.setNumber(TransactionRow.EVENT_TIME, row.eventTime() + lapMillis);
    }
    position++;
  }

  /** Returns the transaction's message, its time that of the first lap. */
  byte[] message() {
    return messages[last()];
  }

  /** Returns the transaction's row. */
  TransactionRow row() {
    return rows[last()];
  }

  /** Returns the hash of the transaction's id, another one on each lap. */
  long idHash() {
    return idHashes[last()] + (position - 1) / LAP;
  }

  private int index() {
    return (int) (position & (LAP - 1));
  }

  private int last() {
    return (int) ((position - 1) & (LAP - 1));
  }

  private TransactionRow row(byte[] message) {
    if (ingest.transaction(message) instanceof IngestResult.Accepted accepted) {
      return accepted.row();
    }
    throw new IllegalStateException("A simulated transaction is accepted");
  }
}
