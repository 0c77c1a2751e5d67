package io.alcedo.retraining.monitoring;

import io.alcedo.training.monitor.DriftSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What monitoring is told. Immutable.
 *
 * @param features the names of the leading features of a vector, in its order
 * @param maturity how long after its end a day's verdicts are in
 * @param store the directory of models in which reports are written; null writes none
 */
public record MonitoringSettings(List<String> features, Duration maturity, @Nullable String store)
    implements Serializable {
  /** Keeps a copy of the names. */
  public MonitoringSettings {
    features = new ArrayList<>(features);
    if (features.isEmpty() || maturity.isNegative()) {
      throw new IllegalArgumentException(
          "There are features, and maturity is not negative: features="
              + features.size()
              + ", maturity="
              + maturity);
    }
  }

  /** Returns when a difference is an alarm. */
  DriftSettings drift() {
    return DriftSettings.standard();
  }
}
