package io.alcedo.benchmarks;

import io.alcedo.model.BundleException;
import io.alcedo.model.OnnxModel;
import io.alcedo.model.ScoringException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * ONNX Runtime called by one thread at several batch sizes, from rows on the heap to scores on the
 * heap, with models of the set card-payments.
 */
@State(Scope.Thread)
public class InferenceBenchmark {
  /** The name of the parameter that chooses the model. */
  static final String MODEL = "model";

  static final int ROWS = 256;
  static final int MANY_ROWS = 4096;

  /** The model, and where it computes. */
  @Param MeasuredModel model = MeasuredModel.TREES_CPU;

  private final Vectors vectors = new Vectors();
  private @Nullable OnnxModel opened;

  /** Opens the model, after training it in the first process that needs it. */
  @Setup
  public void open() throws BundleException {
    open(BenchmarkModels.ofProcess());
  }

  void open(BenchmarkModels models) throws BundleException {
    opened = model.open(models, MANY_ROWS);
  }

  /** One row a call. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float batch1() throws ScoringException {
    return scored(ROWS, 1);
  }

  /** Eight rows a call. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float batch8() throws ScoringException {
    return scored(ROWS, 8);
  }

  /** As many rows a call as the job takes by default. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float batch32() throws ScoringException {
    return scored(ROWS, 32);
  }

  /** 256 rows a call. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float batch256() throws ScoringException {
    return scored(ROWS, 256);
  }

  /** 1024 rows a call. */
  @Benchmark
  @OperationsPerInvocation(MANY_ROWS)
  public float batch1024() throws ScoringException {
    return scored(MANY_ROWS, 1024);
  }

  /** 4096 rows a call. */
  @Benchmark
  @OperationsPerInvocation(MANY_ROWS)
  public float batch4096() throws ScoringException {
    return scored(MANY_ROWS, 4096);
  }

  /** Closes the session. */
  @TearDown
  public void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private float scored(int count, int batch) throws ScoringException {
    OnnxModel scorer = Objects.requireNonNull(opened);
    float[] rows = new float[batch * vectors.features()];
    float[] scores = new float[batch];
    float sum = 0;
    for (int done = 0; done < count; done += batch) {
      vectors.next(rows, batch);
      scorer.score(rows, batch, scores);
      sum += scores[batch - 1];
    }
    return sum;
  }
}
