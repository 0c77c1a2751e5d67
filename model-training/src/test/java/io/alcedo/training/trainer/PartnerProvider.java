package io.alcedo.training.trainer;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a partner's jar may hold: a trainer that gives every row the share of frauds. */
public class PartnerProvider implements TrainerProvider {
  private static final Setting<Double> FACTOR =
      Setting.number("factor", 1, Bounds.above(0).to(1), "what the share is multiplied by");

  @Override
  public String name() {
    return "partner";
  }

  @Override
  public String summary() {
    return "the share of frauds, for every row";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(FACTOR);
  }

  @Override
  public Trainer trainer(Map<String, String> given, long seed) {
    SettingReader reader = SettingReader.of(settings(), given);
    double factor = reader.get(FACTOR);
    return new Trainer() {
      @Override
      public FittedModel train(
          TrainingSet train, TrainingSet validation, TrainingProgress progress) {
        return new Share(
            train.featureCount(), (float) (factor * train.frauds() / Math.max(1, train.size())));
      }

      @Override
      public Map<String, String> settings() {
        return reader.texts();
      }
    };
  }

  private record Share(int featureCount, float share) implements FittedModel {
    @Override
    public float[] predict(float[] vectors, int rows) {
      float[] scores = new float[rows];
      Arrays.fill(scores, share);
      return scores;
    }

    @Override
    public byte[] toOnnx(ExecutionTarget target) throws TrainingException {
      throw new TrainingException(
          TrainingException.Code.NOT_EXPORTABLE, "One number for all rows is no model to serve");
    }

    @Override
    public void close() {}
  }
}
