package io.alcedo.benchmarks;

import io.alcedo.model.BundleException;
import io.alcedo.model.Explainer;
import io.alcedo.model.OnnxModel;
import io.alcedo.model.ScoringException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The reasons of alerts by the demo's trees on one core, with the set card-payments. */
@State(Scope.Thread)
public class ExplanationBenchmark {
  private static final int EXPLAINED = 16;
  private static final int SLICE_ROWS = 256;

  private final Vectors vectors = new Vectors();
  private @Nullable OnnxModel opened;
  private @Nullable Explainer explainer;

  /** Opens the model, after training it in the first process that needs it. */
  @Setup
  public void open() throws BundleException {
    open(BenchmarkModels.ofProcess());
  }

  void open(BenchmarkModels models) throws BundleException {
    OnnxModel model = MeasuredModel.TREES_CPU.open(models, SLICE_ROWS);
    opened = model;
    explainer = new Explainer(model.bundle().manifest().features(), model);
  }

  /** The reasons of one alert: one call over its feature families. */
  @Benchmark
  @OperationsPerInvocation(EXPLAINED)
  public int reasons() throws ScoringException {
    Explainer asked = Objects.requireNonNull(explainer);
    int reasons = 0;
    for (int i = 0; i < EXPLAINED; i++) {
      float[] vector = new float[vectors.features()];
      vectors.next(vector, 1);
      reasons += asked.explain(vector, 0.5f).contributions().size();
    }
    return reasons;
  }

  /** Closes the session. */
  @TearDown
  public void close() {
    if (opened != null) {
      opened.close();
    }
  }
}
