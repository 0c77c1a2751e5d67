package io.alcedo.benchmarks;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureReplay;
import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.local.FeaturePlans;
import io.alcedo.privacy.Ingest;
import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.IngestPolicy;
import io.alcedo.privacy.Keyset;
import io.alcedo.privacy.Pseudonymiser;
import io.alcedo.privacy.RejectedException;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.history.History;
import io.alcedo.schema.history.HistoryEvent;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.ingest.UpdateReader;
import io.alcedo.simulator.Simulation;
import io.alcedo.simulator.SimulationSettings;
import io.alcedo.training.ModelTrainer;
import io.alcedo.training.TrainedModel;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.TrainingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to stop a compromised key: the average precision of a model on simulated traffic in
 * the days after, with profiles that are found by tokens begun anew, beside the same days with the
 * key kept. What the stopped key's labels would reach is gone, and terminals keep their past, as in
 * the job.
 *
 * <pre>{@code benchmarks/stopped-key}</pre>
 */
public final class StoppedKey {
  private static final int WARM_DAYS = 42;
  private static final int TRAINED_DAYS = 28;
  private static final int STOP = WARM_DAYS + TRAINED_DAYS;
  private static final int[] PERIODS = {0, 1, 3, 7, 14, 28, 42};
  private static final int SEEDS = 2;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final FeaturePlan plan;
  private final Ingest old;
  private final Ingest next;
  private final FeatureReplay kept;
  private final FeatureReplay stopped;
  private final TrainingSet.Builder training;
  private final List<TrainingSet.Builder> keptRows = new ArrayList<>();
  private final List<TrainingSet.Builder> stoppedRows = new ArrayList<>();

  private StoppedKey(String set) {
    plan = FeaturePlans.named(set);
    old = ingest();
    next = ingest();
    kept = new FeatureReplay(FeaturePlans.named(set));
    stopped = new FeatureReplay(FeaturePlans.named(set));
    training = TrainingSet.builder(plan.names());
    for (int i = 1; i < PERIODS.length; i++) {
      keptRows.add(TrainingSet.builder(plan.names()));
      stoppedRows.add(TrainingSet.builder(plan.names()));
    }
  }

  /** Prints a table in Markdown for each feature set that is named. */
  public static void main(String[] sets) throws Exception {
    for (String set : sets.length == 0 ? new String[] {"card-payments", "card-risk"} : sets) {
      double[][] means = new double[2][PERIODS.length - 1];
      for (int seed = 1; seed <= SEEDS; seed++) {
        new StoppedKey(set).measure(seed, means);
      }
      System.out.printf("%n%s%n%n| days after | key kept | key stopped |%n|---|--:|--:|%n", set);
      for (int i = 0; i < PERIODS.length - 1; i++) {
        System.out.printf(
            Locale.ROOT,
            "| %d to %d | %.3f | %.3f |%n",
            PERIODS[i],
            PERIODS[i + 1],
            means[0][i] / SEEDS,
            means[1][i] / SEEDS);
      }
    }
  }

  private void measure(long seed, double[][] sums) throws Exception {
    Instant end = day(STOP + PERIODS[PERIODS.length - 1]);
    History history = History.of(traffic(seed, end));
    while (history.hasNext()) {
      take(history.next());
    }
    InstantSource clock = InstantSource.fixed(BEGIN);
    try (TrainedModel model =
        new ModelTrainer(TrainingSettings.fast("stopped-key"), clock)
            .train(training.build(), TrainingFeature.of(plan), null, TrainingProgress.NONE)) {
      for (int i = 0; i < keptRows.size(); i++) {
        sums[0][i] += averagePrecision(model, keptRows.get(i).build());
        sums[1][i] += averagePrecision(model, stoppedRows.get(i).build());
      }
    }
  }

  private void take(HistoryEvent event) throws RejectedException {
    LabelledTransaction source = event.source();
    boolean before = source.transaction().getEventTime().isBefore(day(STOP));
    TransactionRow row = old.anonymise(source.transaction());
    TransactionRow other = before ? row.copy() : next.anonymise(source.transaction());
    if (before && event.time() >= day(STOP).toEpochMilli()) {
      IngestPolicy.tokenSlots().forEach(slot -> other.setText(plan.layout().index(slot), null));
    }
    long id = TransactionEvent.idHash(row);
    long amount = row.number(TransactionRow.BASE_AMOUNT_MINOR);
    switch (event.kind()) {
      case TRANSACTION -> {
        float[] vector = kept.transaction(id, row);
        add(source, vector, stopped.transaction(id, other));
      }
      case LABEL -> {
        LabelUpdate update = new LabelUpdate(id, row.eventTime(), amount, Verdict.FRAUD, 1);
        kept.label(row, update);
        stopped.label(other, update);
      }
      case OUTCOME -> {
        Outcome outcome = source.outcome();
        if (outcome != null) {
          kept.outcome(row, UpdateReader.update(outcome, id, row.eventTime(), amount));
          stopped.outcome(other, UpdateReader.update(outcome, id, row.eventTime(), amount));
        }
      }
    }
  }

  private void add(LabelledTransaction source, float[] vector, float[] cold) {
    Instant time = source.transaction().getEventTime();
    long millis = time.toEpochMilli();
    boolean fraud = Boolean.TRUE.equals(source.fraud());
    long day = Duration.between(BEGIN, time).toDays();
    if (day >= WARM_DAYS && day < STOP) {
      training.add(vector, fraud, millis, millis);
    }
    for (int i = 0; i < PERIODS.length - 1; i++) {
      if (day >= STOP + PERIODS[i] && day < STOP + PERIODS[i + 1]) {
        keptRows.get(i).add(vector, fraud, millis, millis);
        stoppedRows.get(i).add(cold, fraud, millis, millis);
      }
    }
  }

  private static double averagePrecision(TrainedModel model, TrainingSet rows)
      throws TrainingException {
    float[] scores = model.fitted().predict(rows.flat(0, rows.size()), rows.size());
    return Evaluation.of(scores, rows.labels()).averagePrecision();
  }

  private static Iterator<LabelledTransaction> traffic(long seed, Instant end) {
    Simulation simulation =
        new Simulation(SimulationSettings.standard(seed, BEGIN).withPopulation(1_000, 200));
    return new Iterator<>() {
      private LabelledTransaction ahead = simulation.next();

      @Override
      public boolean hasNext() {
        return ahead.transaction().getEventTime().isBefore(end);
      }

      @Override
      public LabelledTransaction next() {
        LabelledTransaction next = ahead;
        ahead = simulation.next();
        return next;
      }
    };
  }

  private Ingest ingest() {
    return new Ingest(
        IngestPolicy.of(plan.layout(), IngestLimits.DEFAULT.withAnyTime()),
        Pseudonymiser.of(Keyset.generate()),
        new SingleObjectFraming(),
        InstantSource.system());
  }

  private static Instant day(int day) {
    return BEGIN.plus(Duration.ofDays(day));
  }
}
