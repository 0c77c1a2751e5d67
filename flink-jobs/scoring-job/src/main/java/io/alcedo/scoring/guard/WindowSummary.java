package io.alcedo.scoring.guard;

import io.alcedo.jobs.SerializedTypeInfo;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * What the models of a score subtask did within a window, by one line-up. Immutable.
 *
 * @param generation of the assignment that the line-up followed
 * @param models each model, the active one first
 * @param former the place among them of the model that was active before, while it guards; else -1
 * @param pair what active and former model said of the same transactions; null without a former
 */
public record WindowSummary(
    long generation, List<ModelWindow> models, int former, @Nullable PairWindow pair) {
  /** The type of a stream of summaries. */
  public static final TypeInformation<WindowSummary> TYPE =
      new SerializedTypeInfo<>(WindowSummary.class, WindowSerializer.INSTANCE);

  /** The side output of the score operator that takes them. */
  public static final OutputTag<WindowSummary> TAG = new OutputTag<>("model-windows", TYPE);

  /** Copies the list. */
  public WindowSummary {
    models = List.copyOf(models);
  }

  ModelWindow activeModel() {
    return models.get(0);
  }

  @Nullable ModelWindow formerModel() {
    return former < 0 ? null : models.get(former);
  }
}
