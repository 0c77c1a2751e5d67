package io.alcedo.scoring.inference;

import io.alcedo.features.FeaturePlan;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleTrial;
import io.alcedo.model.Degradation;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.FeatureBinding;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelOptions;
import io.alcedo.model.OnnxModel;
import io.alcedo.operations.settings.AlcedoConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The model of a bundle's directory. A bundle that this process meets for the first time is tried
 * in a child process before it is loaded: a model that crashes native code must not take the task
 * manager down. Immutable.
 */
public final class BundleModelSource implements ModelSource {
  private static final long serialVersionUID = 1L;
  private static final Duration TRIAL_TIMEOUT = Duration.ofSeconds(60);

  /** The digests of the bundles that were tried in this process. */
  private static final Set<String> TRIED = new HashSet<>();

  private final AlcedoConfig.Model config;

  /** Creates the source of the model that a configuration names. */
  public BundleModelSource(AlcedoConfig.Model config) {
    this.config = config;
  }

  @Override
  public LoadedModel load(FeaturePlan plan) throws BundleException {
    ModelBundle bundle = ModelBundle.read(Path.of(config.bundle()));
    FeatureBinding binding = FeatureBinding.bind(bundle.manifest(), plan.names(), plan.hashes());
    tryOnce(bundle);
    OnnxModel model = OnnxModel.open(bundle, target(), options());
    return new LoadedModel(
        bundle.manifest(),
        binding,
        model,
        model.degradation() == Degradation.CPU_FALLBACK,
        model::close);
  }

  private static void tryOnce(ModelBundle bundle) throws BundleException {
    synchronized (TRIED) {
      if (!TRIED.contains(bundle.digest())) {
        BundleTrial.within(TRIAL_TIMEOUT).run(bundle);
        TRIED.add(bundle.digest());
      }
    }
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
