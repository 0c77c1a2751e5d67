package io.alcedo.scoring.inference;

import io.alcedo.features.FeaturePlan;
import io.alcedo.model.BundleException;
import io.alcedo.model.Degradation;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.FeatureBinding;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelOptions;
import io.alcedo.model.OnnxModel;
import io.alcedo.scoring.config.ScoringConfig;
import java.nio.file.Path;

/** The model of a bundle's directory. Immutable. */
public final class BundleModelSource implements ModelSource {
  private static final long serialVersionUID = 1L;

  private final ScoringConfig.Model config;

  /** Creates the source of the model that a configuration names. */
  public BundleModelSource(ScoringConfig.Model config) {
    this.config = config;
  }

  @Override
  public LoadedModel load(FeaturePlan plan) throws BundleException {
    ModelBundle bundle = ModelBundle.read(Path.of(config.bundle()));
    FeatureBinding binding = FeatureBinding.bind(bundle.manifest(), plan.names(), plan.hashes());
    OnnxModel model = OnnxModel.open(bundle, target(), options());
    return new LoadedModel(
        bundle.manifest(),
        binding,
        model,
        model.degradation() == Degradation.CPU_FALLBACK,
        model::close);
  }

  private ExecutionTarget target() {
    return switch (config.target()) {
      case CPU -> ExecutionTarget.CPU;
      case CUDA -> ExecutionTarget.CUDA;
    };
  }

  private ModelOptions options() {
    ModelOptions options = ModelOptions.DEFAULT.withThreads(config.threads());
    return target() == ExecutionTarget.CUDA ? options.withSliceRows(config.maxBatch()) : options;
  }
}
