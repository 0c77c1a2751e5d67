package io.alcedo.local.train;

import io.alcedo.features.FeaturePlan;
import io.alcedo.model.Digests;
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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Anonymises the transactions of a history as the job would. Features depend on which tokens are
 * equal, not on what they are, and tokens are written nowhere. For one thread.
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
   * Makes an ingest with a key that is made of the file of the history itself, which is read once
   * for it: tokens are the same each time, so that what is computed from their hashes is too, and
   * are known to nobody who does not hold the file.
   */
  public static HistoryIngest withKeyOf(Path file, FeaturePlan plan) throws IOException {
    MessageDigest digest = Digests.newSha256();
    // Not the plain digest of the file, which a dataset shows to everyone.
    digest.update("alcedo dataset tokens\n".getBytes(StandardCharsets.UTF_8));
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return new HistoryIngest(plan, Keyset.of(digest.digest()));
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
