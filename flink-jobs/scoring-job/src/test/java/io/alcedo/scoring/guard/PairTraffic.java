package io.alcedo.scoring.guard;

import io.alcedo.registry.ModelVersion;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Transactions of which a share looks like fraud, scored by models that each err by a bit. */
final class PairTraffic {
  /** The promoted version. */
  static final ModelVersion NEW = new ModelVersion("2", "d2");

  /** The version before. */
  static final ModelVersion OLD = new ModelVersion("1", "d1");

  private static final double REVIEW = 0.5;

  /** What a model says of a transaction whose honest score is this. */
  interface Scores {
    double of(double truth, SplittableRandom random);
  }

  private final SplittableRandom random;
  private final double fraud;

  PairTraffic(SplittableRandom random, double fraud) {
    this.random = random;
    this.fraud = fraud;
  }

  WindowSummary alone(long generation, int rows) {
    ScoreHistogram scores = new ScoreHistogram();
    for (int i = 0; i < rows; i++) {
      scores.add((float) sigmoid(logOdds() + 0.7 * gaussian()), ScoreHistogram.scale(REVIEW));
    }
    return new WindowSummary(
        generation, List.of(new ModelWindow(OLD, rows, 0, 0, 0, rows / 20, 0, scores)), -1, null);
  }

  /** Two models of equal noise; the new one is bolder by so much on what looks like fraud. */
  WindowSummary pair(long generation, int rows, double noise, double bolder) {
    return pair(generation, rows, noise, bolder, null);
  }

  WindowSummary pair(long generation, int rows, Scores mad) {
    return pair(generation, rows, 0.7, 0, mad);
  }

  private WindowSummary pair(
      long generation, int rows, double noise, double bolder, @Nullable Scores mad) {
    ScoreHistogram actives = new ScoreHistogram();
    ScoreHistogram formers = new ScoreHistogram();
    long activeOnly = 0;
    long formerOnly = 0;
    long both = 0;
    for (int i = 0; i < rows; i++) {
      double truth = logOdds();
      double former = sigmoid(truth + noise * gaussian());
      double active =
          mad == null
              ? sigmoid(truth + (truth > -2 ? bolder : 0) + noise * gaussian())
              : mad.of(sigmoid(truth), random);
      actives.add((float) active, ScoreHistogram.scale(REVIEW));
      formers.add((float) former, ScoreHistogram.scale(REVIEW));
      both += active >= REVIEW && former >= REVIEW ? 1 : 0;
      activeOnly += active >= REVIEW && former < REVIEW ? 1 : 0;
      formerOnly += active < REVIEW && former >= REVIEW ? 1 : 0;
    }
    return new WindowSummary(
        generation,
        List.of(
            new ModelWindow(NEW, rows, 0, 0, 0, rows / 20, 0, actives),
            new ModelWindow(OLD, rows, 0, 0, 0, rows / 20, 0, formers)),
        1,
        new PairWindow(rows, activeOnly, formerOnly, both, actives, formers));
  }

  private double logOdds() {
    return random.nextDouble() < fraud ? gaussian() * 1.5 : -7 + gaussian() * 1.5;
  }

  private double gaussian() {
    return random.nextGaussian();
  }

  private static double sigmoid(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }
}
