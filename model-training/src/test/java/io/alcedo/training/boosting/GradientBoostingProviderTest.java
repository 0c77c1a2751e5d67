package io.alcedo.training.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.training.trainer.Setting;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainerProvider;
import io.alcedo.training.trainer.Trainers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradientBoostingProviderTest {
  private static final TrainerProvider PROVIDER = Trainers.onClassPath().named("gbdt");

  @Test
  void withoutSettingsGivesTheStandardTrainer() {
    Trainer trainer = PROVIDER.trainer(Map.of(), 17);

    assertThat(trainer).isInstanceOf(GradientBoostingTrainer.class);
    assertThat(trainer.settings()).isEqualTo(GradientBoostingSettings.standard().byName());
  }

  @Test
  void takesEverySettingByItsName() {
    Map<String, String> given = new HashMap<>();
    for (Setting<?> setting : PROVIDER.settings()) {
      given.put(
          setting.name(),
          switch (setting.name()) {
            case "learningRate", "rowSample", "featureSample" -> "0.25";
            case "fraudWeight" -> "balanced";
            default -> "7";
          });
    }
    Trainer trainer = PROVIDER.trainer(given, 3);

    assertThat(given).hasSize(12);
    assertThat(trainer).isInstanceOf(GradientBoostingSearch.class);
    given.put("seed", "3");
    assertThat(trainer.settings()).isEqualTo(given);
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    Map<String, String> wrong =
        Map.of("maxDept", "3", "maxDepth", "17", "fraudWeight", "balance", "searchTrials", "-1");

    assertThatThrownBy(() -> PROVIDER.trainer(wrong, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name=maxDept; did you mean 'maxDepth'?")
        .hasMessageContaining("maxDepth is a whole number, 1 to 16: maxDepth=17")
        .hasMessageContaining(
            "fraudWeight is a number, above 0, or 'balanced': fraudWeight=balance")
        .hasMessageContaining("searchTrials is a whole number, 0 to 1000: searchTrials=-1");
  }
}
