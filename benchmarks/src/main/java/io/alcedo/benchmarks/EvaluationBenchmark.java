package io.alcedo.benchmarks;

import io.alcedo.schema.Channel;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.evaluation.EvaluationReport;
import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.evaluation.Evaluator;
import io.alcedo.training.evaluation.Figure;
import io.alcedo.training.evaluation.ScoredRows;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A whole evaluation of a million rows of 50,000 cards at 20,000 terminals: every figure, 16
 * segments, 200 resamples. One row is one row judged, all its resamples included.
 */
@State(Scope.Thread)
public class EvaluationBenchmark {
  static final int ROWS = 1_000_000;

  private static final int CARDS = 50_000;
  private static final int TERMINALS = 20_000;
  private static final String[] CATEGORIES = {"4111", "5411", "5812", "5999", "7995", "7011"};
  private static final Channel[] CHANNELS = {Channel.IN_STORE, Channel.ONLINE, Channel.ATM};
  private static final double THRESHOLD = 0.3;

  private final ScoredRows rows;
  private final Evaluator evaluator = new Evaluator(EvaluationSettings.standard().withThreads(1));

  /** Draws a million rows. */
  public EvaluationBenchmark() {
    this(ROWS);
  }

  EvaluationBenchmark(int count) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(17);
    ScoredRows.Builder builder = ScoredRows.builder();
    for (int row = 0; row < count; row++) {
      double logOdds = -5.5 + 1.5 * random.nextGaussian();
      double score = 1 / (1 + Math.exp(-logOdds));
      RowFacts facts =
          new RowFacts(
              row + 1L,
              1 + random.nextLong(CARDS),
              1 + random.nextLong(TERMINALS),
              (long) Math.exp(8 + random.nextGaussian()),
              CHANNELS[random.nextInt(CHANNELS.length)],
              CATEGORIES[random.nextInt(CATEGORIES.length)],
              random.nextInt(20) == 0);
      long time = row * TimeUnit.DAYS.toMillis(28) / count;
      builder.add((float) score, random.nextDouble() < score, 1, time, facts);
    }
    rows = builder.build();
  }

  /** The whole report but its writing. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double report() {
    EvaluationReport report = evaluator.evaluate(rows, THRESHOLD);
    return report.value(Figure.AUC);
  }

  /** Two models on the same rows. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double comparison() {
    return evaluator
        .compare(rows, THRESHOLD, rows, THRESHOLD)
        .difference(Figure.AVERAGE_PRECISION)
        .challenger();
  }
}
