package io.alcedo.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningChecksTest {
  private static final String WITHOUT_CHECKPOINTS = "setting=state.checkpoint_directory";

  @TempDir private Path directory;

  @Test
  void aJobThatIsToOutliveItsProcessKeepsCheckpoints() throws Exception {
    assertThat(problems(Map.of())).anyMatch(text -> text.contains(WITHOUT_CHECKPOINTS));
    assertThat(problems(Map.of("state.checkpoint_directory", directory.toString())))
        .noneMatch(text -> text.contains(WITHOUT_CHECKPOINTS));
    assertThat(problems(Map.of("kafka.bounded", "true")))
        .noneMatch(text -> text.contains(WITHOUT_CHECKPOINTS));
  }

  private List<String> problems(Map<String, String> overrides) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap_servers", "localhost:1");
    settings.put("privacy.keyset_file", "keyset.json");
    settings.put("model.bundle", "bundle");
    settings.put("learning.directory", directory.resolve("learning").toString());
    settings.putAll(overrides);
    return LearningChecks.problems(AlcedoConfig.of(settings), Duration.ofMillis(200)).stream()
        .map(ConfigProblem::message)
        .toList();
  }
}
