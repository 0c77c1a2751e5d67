package io.alcedo.local.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.train.HistoryIngest;
import io.alcedo.model.ModelBundle;
import io.alcedo.privacy.Ingest;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.history.VectorsFile;
import io.alcedo.training.ModelTrainer;
import io.alcedo.training.run.CodeDigest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingCodeTest {
  private static final List<Class<?>> PARTS =
      List.of(
          ModelTrainer.class,
          ModelBundle.class,
          FeaturePlan.class,
          Ingest.class,
          TransactionRow.class,
          HistoryIngest.class,
          VectorsFile.class);

  @Test
  void everyModuleThatAModelComesOfCounts() throws Exception {
    String all = CodeDigest.of(PARTS).digest();

    assertThat(TrainingCode.version().digest()).isEqualTo(all);
    for (Class<?> part : PARTS) {
      List<Class<?>> others = new ArrayList<>(PARTS);
      others.remove(part);
      assertThat(CodeDigest.of(others).digest()).as("without %s", part).isNotEqualTo(all);
    }
  }
}
