package io.alcedo.local.runs;

import io.alcedo.features.FeaturePlan;
import io.alcedo.model.ModelBundle;
import io.alcedo.privacy.Ingest;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.stage.FeatureStage;
import io.alcedo.training.ModelTrainer;
import io.alcedo.training.run.CodeDigest;
import io.alcedo.training.run.CodeVersion;
import java.io.IOException;
import java.util.List;

/**
 * The code that decides what a model becomes and what figures it gets: from reading a transaction
 * to writing a bundle. This module is part of it, as it anonymises histories, and so is the scoring
 * job, as its operators compute a backtest's vectors.
 */
public final class TrainingCode {
  private TrainingCode() {}

  /** Returns the version and digest of the code on the class path. */
  public static CodeVersion version() throws IOException {
    return CodeDigest.of(
        List.of(
            ModelTrainer.class,
            TrainingCode.class,
            FeatureStage.class,
            ModelBundle.class,
            FeaturePlan.class,
            Ingest.class,
            TransactionRow.class));
  }
}
