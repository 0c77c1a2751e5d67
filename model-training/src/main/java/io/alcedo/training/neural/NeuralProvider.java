package io.alcedo.training.neural;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.trainer.Setting;
import io.alcedo.training.trainer.SettingReader;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainerProvider;
import io.alcedo.training.trainer.TrainingException;
import java.util.List;
import java.util.Map;

/** Offers neural networks as {@code neural}. */
public final class NeuralProvider implements TrainerProvider {
  @Override
  public String name() {
    return "neural";
  }

  @Override
  public String summary() {
    return "a plain neural network of dense layers, by PyTorch";
  }

  @Override
  public List<Setting<?>> settings() {
    return NeuralSettings.ALL;
  }

  /** {@inheritDoc} A device that is not there is refused here, before any data is read. */
  @Override
  public Trainer trainer(Map<String, String> given, long seed) {
    NeuralSettings settings = NeuralSettings.of(SettingReader.of(NeuralSettings.ALL, given), seed);
    if (settings.hardware().device() == ExecutionTarget.CUDA) {
      try {
        Torch.check(ExecutionTarget.CUDA);
      } catch (TrainingException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }
    return new NeuralTrainer(settings);
  }
}
