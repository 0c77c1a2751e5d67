package io.alcedo.retraining.verdict;

import io.alcedo.schema.GeneratedPage;
import org.junit.jupiter.api.Test;

class VerdictReferenceTest {
  @Test
  void thePageTellsWhatTheTableSays() throws Exception {
    GeneratedPage.check(
        "docs/verdicts.md", VerdictReference.markdown(VerdictTable.named(VerdictTable.SHIPPED)));
  }
}
