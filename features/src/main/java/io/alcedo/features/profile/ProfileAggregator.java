package io.alcedo.features.profile;

import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.schema.row.TransactionRow;
import org.jspecify.annotations.Nullable;

/** Computes the aggregates of one entity from its profile, and records events in it. */
public final class ProfileAggregator {
  /** Creates the aggregator of this layout. */
  public ProfileAggregator(ProfileLayout layout) {}

  /** Returns a profile without events. */
  public Profile newProfile() {
    return new Profile();
  }

  /** Returns the codec of the profiles. */
  public ProfileCodec codec() {
    throw new UnsupportedOperationException();
  }

  /** Computes the aggregates where a vector is given, then records the transaction. */
  public void transaction(
      Profile profile, long idHash, TransactionRow row, float @Nullable [] vector) {}

  /** Records a verdict. */
  public void label(Profile profile, LabelUpdate update) {}

  /** Records what became of a transaction. */
  public void outcome(Profile profile, OutcomeUpdate update) {}
}
