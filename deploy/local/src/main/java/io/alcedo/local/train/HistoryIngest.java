package io.alcedo.local.train;

import io.alcedo.features.FeaturePlan;
import io.alcedo.privacy.Ingest;
import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.IngestPolicy;
import io.alcedo.privacy.Keyset;
import io.alcedo.privacy.Pseudonymiser;
import io.alcedo.privacy.RejectedException;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.training.dataset.TrainingHistory.RowSource;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Anonymises the transactions of a history as the job would, with pseudonyms from a keyset that is
 * made for one run and forgotten: features depend on which tokens are equal, not on what they are.
 * For one thread.
 */
public final class HistoryIngest implements RowSource {
  private final Ingest ingest;

  /** Makes an ingest for the rows that a plan reads. */
  public HistoryIngest(FeaturePlan plan, InstantSource clock) {
    this.ingest =
        new Ingest(
            IngestPolicy.of(plan.layout(), IngestLimits.DEFAULT.withAnyTime()),
            Pseudonymiser.of(Keyset.generate()),
            new SingleObjectFraming(),
            clock);
  }

  @Override
  public @Nullable TransactionRow row(Transaction transaction) {
    try {
      return ingest.anonymise(transaction);
    } catch (RejectedException e) {
      return null;
    }
  }
}
