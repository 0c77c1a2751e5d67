package io.alcedo.local.train;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.HistoryKeyset;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Anonymises the transactions of a history as the job would. Tokens are written nowhere, but
 * features may depend on the key: beyond the events that are kept one by one, different tokens are
 * estimated by their hashes. For one thread.
 */
public final class HistoryIngest implements RowSource {
  private final Ingest ingest;

  private HistoryIngest(FeaturePlan plan, Keyset keyset) {
    this.ingest =
        new Ingest(
            IngestPolicy.of(plan.layout(), IngestLimits.DEFAULT.withAnyTime()),
            Pseudonymiser.of(keyset),
            new SingleObjectFraming(),
            InstantSource.system());
  }

  /** Makes an ingest with a key that is made for one run and forgotten. */
  public static HistoryIngest withNewKey(FeaturePlan plan) {
    return new HistoryIngest(plan, Keyset.generate());
  }

  /**
   * Makes an ingest with the key of the history's file, which is read once for it: what is computed
   * is the same each time.
   */
  public static HistoryIngest withKeyOf(Path file, FeaturePlan plan) throws IOException {
    return new HistoryIngest(plan, HistoryKeyset.of(file));
  }

  /** Makes an ingest with a key that is given. */
  public static HistoryIngest withKey(FeaturePlan plan, Keyset keyset) {
    return new HistoryIngest(plan, keyset);
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
