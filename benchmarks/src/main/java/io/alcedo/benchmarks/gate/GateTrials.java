package io.alcedo.benchmarks.gate;

import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.gate.GateLedger;
import io.alcedo.training.gate.GateSettings;
import io.alcedo.training.gate.GateVerdict;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * Runs many gates over simulated labels: between equal models, ten attempts in a row against each
 * champion; and with challengers that are better by 0.02 in average precision. Prints Markdown.
 *
 * <pre>{@code benchmarks/gate [SEQUENCES] [BETTER]}</pre>
 */
public final class GateTrials {
  /** The share of the noise that is each model's own: half way between seeds and other features. */
  static final double OWN = 0.6;

  /** Raises average precision by 0.02 in these worlds. */
  static final double GAIN = 0.51;

  private static final int ATTEMPTS = 10;
  private static final int SEED = 40_000;

  private final GateSettings settings;
  private final PrintStream out;

  private GateTrials(GateSettings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /** Runs the gates. */
  public static void main(String[] arguments) {
    int sequences = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
    int better = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
    EvaluationSettings evaluation = EvaluationSettings.standard().withResamples(200).withThreads(1);
    GateTrials trials =
        new GateTrials(GateSettings.standard().withEvaluation(evaluation), System.out);
    trials.equal(sequences);
    trials.better(better, 0, OWN);
    trials.better(better / 2, 3, OWN);
    for (double own : new double[] {0.2, 0.9}) {
      trials.better(better / 2, 0, own);
    }
  }

  /** Ten equal challengers in a row, against each of so many champions. */
  private void equal(int sequences) {
    GateTrial trial = new GateTrial(settings, OWN, 0);
    Tally tally = new Tally();
    int reached = 0;
    for (int sequence = 0; sequence < sequences; sequence++) {
      GateLedger ledger = GateLedger.EMPTY;
      boolean any = false;
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        GateTrial.End end = trial.run(SEED + sequence * (long) ATTEMPTS + attempt, ledger);
        ledger = end.ledger();
        any |= end.promoted();
        tally.add(end);
      }
      reached += any ? 1 : 0;
    }
    line("equal models: %d champions, %d attempts each", sequences, ATTEMPTS);
    line("champions that lost their place: %d", reached);
    tally.print();
  }

  /** A better challenger, after so many attempts that failed. */
  private void better(int gates, int failed, double own) {
    GateTrial trial = new GateTrial(settings, own, GAIN);
    GateLedger ledger = GateLedger.EMPTY;
    for (int attempt = 0; attempt < failed; attempt++) {
      ledger =
          ledger
              .opened("failed-" + attempt, "champion", "failed", settings.significance())
              .abandoned("failed-" + attempt);
    }
    Tally tally = new Tally();
    for (int gate = 0; gate < gates; gate++) {
      tally.add(trial.run(2 * SEED + gate, ledger));
    }
    line("better models, own noise %.1f, as attempt %d", own, failed + 1);
    tally.print();
  }

  /** Counts how attempts ended. */
  private final class Tally {
    private final int[] promotedAt = new int[settings.looks() + 1];
    private int gates;
    private int promoted;
    private double gain;
    private double square;
    private double deviation;
    private double precision;
    private int whole;

    void add(GateTrial.End end) {
      gates++;
      if (end.last().verdict() == GateVerdict.PROMOTE) {
        promoted++;
        promotedAt[end.last().level().look()]++;
      }
      if (end.last().level().fraction() >= 1) {
        whole++;
        gain += end.last().gain().value();
        square += end.last().gain().value() * end.last().gain().value();
        deviation += end.last().gain().deviation();
        precision += end.last().gain().champion();
      }
    }

    void print() {
      line("gates %d, promoted %d (%.1f %%)", gates, promoted, 100.0 * promoted / gates);
      line("promoted at looks 1 to %d: %s", settings.looks(), Arrays.toString(promotedAt));
      double mean = gain / whole;
      line(
          "of %d seen to the end: champion's AP %.4f, gain %.4f, deviating by %.4f, foretold %.4f",
          whole,
          precision / whole,
          mean,
          Math.sqrt(square / whole - mean * mean),
          deviation / whole);
    }
  }

  private void line(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
    out.println();
  }
}
