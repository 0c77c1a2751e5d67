package io.alcedo.training.logistic;

import io.alcedo.training.trainer.Setting;
import io.alcedo.training.trainer.SettingReader;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainerProvider;
import java.util.List;
import java.util.Map;

/** Offers logistic regression as {@code logistic}. */
public final class LogisticProvider implements TrainerProvider {
  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public String summary() {
    return "logistic regression on standardised features, the baseline";
  }

  @Override
  public List<Setting<?>> settings() {
    return LogisticSettings.ALL;
  }

  @Override
  public Trainer trainer(Map<String, String> given, long seed) {
    return new LogisticTrainer(LogisticSettings.of(SettingReader.of(LogisticSettings.ALL, given)));
  }
}
