package io.alcedo.scoring.inference;

import io.alcedo.features.FeatureUnion;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleTrial;
import io.alcedo.model.Degradation;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.FeatureBinding;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelOptions;
import io.alcedo.model.OnnxModel;
import io.alcedo.model.ServedModel;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.ModelVersion;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.alcedo.scoring.roster.ConfiguredBundles;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.time.Duration;

/**
 * Models from bundles, as the configuration says where they are. A bundle that this process meets
 * for the first time is tried in a child process before it is loaded: a model that crashes native
 * code must not take the task manager down. What came of a trial is remembered for all subtasks and
 * restarts of the process, a failure for ten minutes. Immutable.
 */
public final class BundleModelSource implements ModelSource {
  private static final long serialVersionUID = 1L;
  private static final Duration TRIAL_TIMEOUT = Duration.ofSeconds(60);

  private static final Duration FAILURES_HOLD = Duration.ofMinutes(10);
  private static final int MOST_REMEMBERED = 256;

  /** What came of the trials in this process. */
  private static final BundleTrials TRIALS =
      new BundleTrials(FAILURES_HOLD, MOST_REMEMBERED, System::nanoTime);

  private final AlcedoConfig.Model config;

  /** Creates the source of the models that a configuration names. */
  public BundleModelSource(AlcedoConfig.Model config) {
    this.config = config;
  }

  @Override
  public ServedModel load(String modelName, ModelVersion version, FeatureUnion union)
      throws BundleException {
    ModelBundle bundle = ConfiguredBundles.of(config).read(modelName, version);
    FeatureBinding binding = FeatureBinding.bind(bundle.manifest(), union.names(), union.hashes());
    TRIALS.require(bundle.digest(), () -> BundleTrial.within(TRIAL_TIMEOUT).run(bundle));
    OnnxModel model = OnnxModel.open(bundle, target(), options());
    GaugeDataPoint sessions = ScoringMetrics.ofProcess().swaps().sessions();
    sessions.inc();
    return new ServedModel(
        bundle.manifest(),
        bundle.digest(),
        binding,
        model,
        model.degradation() == Degradation.CPU_FALLBACK,
        () ->
            ModelLoader.execute(
                () -> {
                  model.close();
                  sessions.dec();
                }));
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
