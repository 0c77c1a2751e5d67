package io.alcedo.local;

import io.alcedo.operations.metrics.MetricsReference;
import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.retraining.metrics.LearningMetrics;
import io.alcedo.retraining.monitoring.MonitoringMetrics;
import io.alcedo.retraining.training.TrainingMetrics;
import io.alcedo.schema.GeneratedPage;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {
  @Test
  void thePageTellsWhatTheCatalogueHolds() throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    new ProcessMetrics(registry);
    ScoringMetrics.catalogue(registry);
    LearningMetrics.catalogue(registry);
    MonitoringMetrics.catalogue(registry);
    TrainingMetrics.catalogue(registry);
    GeneratedPage.check("docs/metrics.md", MetricsReference.markdown(registry));
  }
}
