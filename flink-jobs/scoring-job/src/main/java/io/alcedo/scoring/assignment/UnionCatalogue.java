package io.alcedo.scoring.assignment;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeatureUnion;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.scoring.plan.PlanSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who read the job's vectors what these hold: writes to the model store's catalogue
 * what stands where in vectors of the job's own set, and of each union that it has computed since,
 * and keeps the texts of the sets for the job's next submission. A store that cannot be written is
 * no reason to stop scoring: the log says so, and vectors that nobody knows are left out of
 * datasets, and counted there. For one thread.
 */
final class UnionCatalogue {
  private static final Logger LOG = LoggerFactory.getLogger(UnionCatalogue.class);

  private final @Nullable FeatureCatalogue catalogue;
  private final SetRecord record;
  private final PlanSource plan;

  /** Creates the catalogue of a job; one without a model store tells nothing. */
  UnionCatalogue(AlcedoConfig config, PlanSource plan) {
    String store = config.model().store();
    this.catalogue = store == null ? null : FeatureCatalogue.ofStore(Path.of(store));
    this.record = SetRecord.of(config, plan);
    this.plan = plan;
  }

  /** Tells of the unions with the first of these sets, with the first two, and so on. */
  void tell(List<String> featureSets) {
    if (catalogue == null) {
      return;
    }
    FeatureUnion union = plan.union(featureSets);
    try {
      record.write(featureSets);
      for (int added = 0; added <= union.added(); added++) {
        catalogue.add(union.columns(union.places(added)));
      }
    } catch (IOException e) {
      LOG.warn("What the job's vectors hold could not be written to the model store", e);
    }
  }
}
