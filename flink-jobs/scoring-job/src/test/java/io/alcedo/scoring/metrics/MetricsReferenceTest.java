package io.alcedo.scoring.metrics;

import io.alcedo.scoring.GeneratedPage;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {
  @Test
  void thePageInTheDocumentationIsUpToDate() throws Exception {
    GeneratedPage.check("docs/metrics.md", MetricsReference.markdown());
  }
}
