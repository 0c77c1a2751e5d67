package io.alcedo.training.boosting;

import io.alcedo.training.trainer.Setting;
import io.alcedo.training.trainer.SettingReader;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Offers gradient-boosted trees as {@code gbdt}. */
public final class GradientBoostingProvider implements TrainerProvider {
  static final Setting<Integer> SEARCH_TRIALS =
      Setting.integer(
          "searchTrials",
          0,
          0,
          1_000,
          "how many settings to try, those given among them, before training with the best; 0 for"
              + " no search");

  @Override
  public String name() {
    return "gbdt";
  }

  @Override
  public String summary() {
    return "gradient-boosted trees (XGBoost)";
  }

  @Override
  public List<Setting<?>> settings() {
    List<Setting<?>> settings = new ArrayList<>(GradientBoostingSettings.ALL);
    settings.add(SEARCH_TRIALS);
    return settings;
  }

  @Override
  public Trainer trainer(Map<String, String> given, long seed) {
    SettingReader reader = SettingReader.of(settings(), given);
    GradientBoostingSettings settings = GradientBoostingSettings.of(reader, seed);
    int trials = reader.get(SEARCH_TRIALS);
    return trials == 0
        ? new GradientBoostingTrainer(settings)
        : new GradientBoostingSearch(settings, trials);
  }
}
