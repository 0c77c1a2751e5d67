package io.alcedo.training.backtest;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureReplay;
import io.alcedo.schema.history.HistoryEvent;
import io.alcedo.schema.history.HistoryKind;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.training.dataset.GenuineProof;
import io.alcedo.training.dataset.HistoryUpdates;
import io.alcedo.training.dataset.KnownLabel;
import io.alcedo.training.dataset.RowDescriber;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.dataset.TrainingHistory.RowSource;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.TrainingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Plays history on with a model that declines: what it declines is blocked, so that its label never
 * comes, not to features and not to the next model.
 *
 * <p>The days of the test window pass one by one. Transactions get their features as they come,
 * from what is known by then. At a day's end the model scores the day's transactions, and the
 * highest are declined, but for a control share that is let through by hash: they get the outcome
 * of a declined one, by which fraud rates leave them out, and their own later outcomes and labels
 * are dropped. At a stated cadence a model is trained anew on what is known by then, the first
 * training days included: declined rows are left out, and a control stands for as many rows as its
 * share says. How well all of it was scored is for the true labels to say, those of declined rows
 * included.
 *
 * <p>Sequential, since each day depends on the ones before it. A repeated transaction counts once,
 * as in the job. For one thread and one history.
 */
public final class DeclineLoop {
  private final FeaturePlan plan;
  private final RowSource source;
  private final DeclineSettings settings;
  private final LongPredicate control;
  private final FeatureReplay replay;
  private final HistoryUpdates updates;
  private final RowDescriber describer;
  private final PlayedDays days;
  private final Set<Long> seen = new HashSet<>();
  private final Set<Long> declined = new HashSet<>();
  private final List<TransactionRow> transactions = new ArrayList<>();
  private TrainingSet.Builder today;
  private BitSet unknown = new BitSet();
  private @Nullable DayScorer scorer;
  private long dayEnd;

  /** Scores the rows of a day. */
  public interface DayScorer extends AutoCloseable {
    /**
     * Returns a score for each row, 0 to 1.
     *
     * @throws TrainingException where a row has none
     */
    float[] scores(TrainingSet rows) throws TrainingException;

    @Override
    void close();
  }

  /** Makes the model that scores from some day on. */
  @FunctionalInterface
  public interface Retraining {
    /**
     * Trains a model, to be closed by the loop.
     *
     * @param known rows of its window whose labels are known by then
     * @param day the day from which on it scores, counted from 0
     * @throws TrainingException saying why no model came of it
     */
    DayScorer train(TrainingSet known, int day) throws TrainingException;
  }

  /**
   * Makes a loop over a history that starts with empty profiles.
   *
   * @param source anonymises transactions, as the job would
   * @param control tells by the hash of tenant and transaction id which would-be declines are let
   *     through: the control share of them
   */
  public DeclineLoop(
      FeaturePlan plan, RowSource source, DeclineSettings settings, LongPredicate control) {
    this.plan = plan;
    this.source = source;
    this.settings = settings;
    this.control = control;
    this.replay = new FeatureReplay(plan);
    this.updates = new HistoryUpdates(replay);
    this.describer = new RowDescriber(plan.layout());
    this.days = new PlayedDays(plan.names(), settings);
    this.today = TrainingSet.builder(plan.names());
    this.dayEnd = settings.windows().trainStart() + BacktestWindows.DAY_MILLIS;
  }

  /**
   * Plays the history and returns what was scored.
   *
   * @param events the history in its one total order
   * @throws TrainingException where a model could not be trained or does not score
   */
  public PlayedDays play(
      Iterator<HistoryEvent> events, Retraining retraining, TrainingProgress progress)
      throws TrainingException {
    long end = settings.windows().testEnd();
    float[] vector = plan.newVector();
    try {
      while (events.hasNext()) {
        HistoryEvent event = events.next();
        if (event.time() >= end) {
          break;
        }
        passDays(event.time(), retraining, progress);
        take(event, vector);
      }
      passDays(end, retraining, progress);
      return days;
    } finally {
      if (scorer != null) {
        scorer.close();
      }
    }
  }

  /** Ends every day that is over by a time, and begins those after them. */
  private void passDays(long time, Retraining retraining, TrainingProgress progress)
      throws TrainingException {
    BacktestWindows windows = settings.windows();
    while (dayEnd <= time) {
      endDay();
      int day = (int) ((dayEnd - windows.testStart()) / BacktestWindows.DAY_MILLIS);
      if (dayEnd >= windows.testStart() && dayEnd < windows.testEnd()) {
        if (day % settings.retrainDays() == 0) {
          retrain(retraining, day);
        }
        progress.advanced(TrainingProgress.Phase.REPLAY, day + 1L, windows.testDays());
      }
      dayEnd += BacktestWindows.DAY_MILLIS;
    }
  }

  private void endDay() throws TrainingException {
    TrainingSet rows = today.build();
    PlayedDay day =
        scorer == null
            ? PlayedDay.unscored(rows, unknown)
            : PlayedDay.scored(
                rows, unknown, scorer.scores(rows), settings.declinesPerDay(), control);
    days.add(day);
    for (TransactionRow row : day.declinedOf(transactions)) {
      long idHash = idHash(row);
      declined.add(idHash);
      updates.decline(row, idHash);
    }
    today = TrainingSet.builder(plan.names());
    transactions.clear();
    unknown = new BitSet();
  }

  private void retrain(Retraining retraining, int day) throws TrainingException {
    if (scorer != null) {
      scorer.close();
      scorer = null;
    }
    scorer = retraining.train(days.known(day), day);
  }

  private void take(HistoryEvent event, float[] vector) {
    TransactionRow row = source.row(event.source().transaction());
    if (row == null) {
      return;
    }
    long idHash = idHash(row);
    if (event.kind() != HistoryKind.TRANSACTION) {
      if (!declined.contains(idHash)) {
        updates.apply(event, row, idHash);
      }
      return;
    }
    if (!seen.add(idHash)) {
      return;
    }
    Arrays.fill(vector, Float.NaN);
    replay.transaction(idHash, row, vector);
    RowFacts facts = describer.facts(row, idHash);
    if (event.time() >= settings.windows().trainStart()) {
      keep(
          vector,
          row,
          facts,
          KnownLabel.of(event.source(), settings.maturity(), GenuineProof.APPROVED));
    }
  }

  private void keep(
      float[] vector, TransactionRow row, RowFacts facts, @Nullable KnownLabel label) {
    unknown.set(today.size(), label == null);
    transactions.add(row.copy());
    if (label == null) {
      today.add(vector, false, row.eventTime(), Long.MAX_VALUE, 1, facts);
    } else {
      today.add(vector, label.fraud(), row.eventTime(), label.from(), 1, facts);
    }
  }

  private static long idHash(TransactionRow row) {
    return StableHash.of(
        row.required(TransactionRow.TENANT), row.required(TransactionRow.TRANSACTION_ID));
  }
}
