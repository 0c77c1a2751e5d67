package io.alcedo.training.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.evaluation.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds docs/evaluation.md against the code. */
class EvaluationDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "evaluation.md");

  @Test
  void listsEveryFigureAsTheCodeHasIt() throws Exception {
    EvaluationSettings settings = EvaluationSettings.standard();
    StringBuilder rows = new StringBuilder();
    for (Figure figure : Figure.values()) {
      rows.append(
          "| `%s` | %s | %s |%n"
              .formatted(figure.key(settings), figure.title(settings), figure.meaning()));
    }

    assertThat(Files.readString(DOCUMENT)).contains(rows);
  }

  @Test
  void namesEveryKey() throws Exception {
    String document = Files.readString(DOCUMENT);
    JsonNode json = EvaluationJson.of(Reports.REPORT, Reports.CONTEXT);

    json.fieldNames().forEachRemaining(key -> assertThat(document).contains("`" + key + "`"));
    for (String part : new String[] {"totals", "settings", "curves", "reasons"}) {
      json.path(part)
          .fieldNames()
          .forEachRemaining(key -> assertThat(document).contains("`" + key + "`"));
    }
    for (JsonNode segment : json.path("segments")) {
      assertThat(document).contains("`" + segment.path("kind").asText() + "`");
    }
  }
}
