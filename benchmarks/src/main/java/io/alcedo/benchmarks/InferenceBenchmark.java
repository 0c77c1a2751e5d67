package io.alcedo.benchmarks;

import io.alcedo.features.FeatureReplay;
import io.alcedo.local.train.ModelMaker;
import io.alcedo.model.BundleException;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.Explainer;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelOptions;
import io.alcedo.model.OnnxModel;
import io.alcedo.model.ScoringException;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.TrainingException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * ONNX Runtime on one core, with the trees that the demo trains on the set card-payments, at
 * several batch sizes: as the tree ensemble that processors compute, and as the plain tensor
 * operations that CUDA needs.
 */
@State(Scope.Thread)
public class InferenceBenchmark {
  static final int ROWS = 256;

  private static final int VECTORS = 1 << 14;
  private static final long HISTORY = 60_000;
  private static final int EXPLAINED = 16;

  private final int features;
  private final float[] vectors;
  private final OnnxModel model;
  private final OnnxModel tensors;
  private final Explainer explainer;
  private int next;

  /** Trains the model and makes the vectors. */
  public InferenceBenchmark() {
    Traffic traffic = new Traffic();
    features = traffic.plan.size();
    vectors = vectors(traffic);
    model = trained(traffic, ExecutionTarget.CPU);
    tensors = trained(traffic, ExecutionTarget.CUDA);
    explainer = new Explainer(model.bundle().manifest().features(), model);
  }

  /** One row a call. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float batch1() throws ScoringException {
    return scored(model, 1);
  }

  /** Eight rows a call. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float batch8() throws ScoringException {
    return scored(model, 8);
  }

  /** As many rows a call as the job takes by default. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float batch32() throws ScoringException {
    return scored(model, 32);
  }

  /** 256 rows a call. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float batch256() throws ScoringException {
    return scored(model, 256);
  }

  /** One row a call, trees as tensors. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float tensorsBatch1() throws ScoringException {
    return scored(tensors, 1);
  }

  /** As many rows a call as the job takes by default, trees as tensors. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float tensorsBatch32() throws ScoringException {
    return scored(tensors, 32);
  }

  /** 256 rows a call, trees as tensors. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float tensorsBatch256() throws ScoringException {
    return scored(tensors, 256);
  }

  /** The reasons of one alert: one call over its feature families. */
  @Benchmark
  @OperationsPerInvocation(EXPLAINED)
  public int reasons() throws ScoringException {
    int reasons = 0;
    for (int i = 0; i < EXPLAINED; i++) {
      float[] vector = new float[features];
      System.arraycopy(vectors, from(1), vector, 0, features);
      reasons += explainer.explain(vector, 0.5f).contributions().size();
    }
    return reasons;
  }

  /** Closes the sessions. */
  @TearDown
  public void close() {
    model.close();
    tensors.close();
  }

  private float scored(OnnxModel scorer, int batch) throws ScoringException {
    float[] rows = new float[batch * features];
    float[] scores = new float[batch];
    float sum = 0;
    for (int done = 0; done < ROWS; done += batch) {
      System.arraycopy(vectors, from(batch), rows, 0, rows.length);
      scorer.score(rows, batch, scores);
      sum += scores[batch - 1];
    }
    return sum;
  }

  private int from(int batch) {
    int from = next;
    next = (next + batch) % VECTORS;
    return from * features;
  }

  private static float[] vectors(Traffic traffic) {
    FeatureReplay replay = new FeatureReplay(traffic.plan);
    float[] vectors = new float[VECTORS * traffic.plan.size()];
    float[] vector = traffic.plan.newVector();
    for (int i = 0; i < VECTORS; i++) {
      traffic.advance();
      replay.transaction(traffic.idHash(), traffic.row(), vector);
      System.arraycopy(vector, 0, vectors, i * vector.length, vector.length);
    }
    return vectors;
  }

  private static OnnxModel trained(Traffic traffic, ExecutionTarget target) {
    try {
      Path directory = Files.createTempDirectory("alcedo-benchmark");
      try {
        Path bundle = directory.resolve("bundle");
        TrainingSettings settings = TrainingSettings.fast("benchmark").withTarget(target);
        new ModelMaker(traffic.plan, settings, InstantSource.system())
            .make(
                Stream.generate(Traffic.simulation()::next).limit(HISTORY).iterator(),
                HistoryWindow.all(),
                bundle,
                TrainingProgress.NONE);
        return OnnxModel.open(ModelBundle.read(bundle), ExecutionTarget.CPU, ModelOptions.DEFAULT);
      } finally {
        delete(directory);
      }
    } catch (IOException | TrainingException | BundleException e) {
      throw new IllegalStateException("A model of simulated history trains and opens", e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
