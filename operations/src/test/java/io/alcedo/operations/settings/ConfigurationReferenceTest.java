package io.alcedo.operations.settings;

import io.alcedo.schema.GeneratedPage;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {
  @Test
  void thePageInTheDocumentationIsUpToDate() throws Exception {
    GeneratedPage.check("docs/configuration.md", ConfigurationReference.markdown());
  }
}
