package io.alcedo.scoring.config;

import io.alcedo.scoring.GeneratedPage;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {
  @Test
  void thePageInTheDocumentationIsUpToDate() throws Exception {
    GeneratedPage.check("docs/configuration.md", ConfigurationReference.markdown());
  }
}
