package io.alcedo.training.dataset;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureReplay;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.history.HistoryEvent;
import io.alcedo.schema.history.HistoryKind;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.training.progress.TrainingProgress;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Turns history into training rows through the very feature code that scores live: each
 * transaction's vector holds what was known at its own time, no more.
 *
 * <p>A row's label is the verdict known by the window's moment. A transaction without one counts as
 * genuine once it is older than the maturity and only if its outcome is the {@link GenuineProof}
 * asked for; declined, abandoned and reversed ones, and those of unknown outcome, are left out. For
 * one thread, and for one history.
 */
public final class TrainingHistory {
  private static final int PROGRESS_EVENTS = 1 << 13;

  /** Anonymises a transaction, as the job would. */
  @FunctionalInterface
  public interface RowSource {
    /**
     * Returns the row of a transaction, or null where the job would refuse it. Called again for a
     * transaction's label and outcome; the row may be reused by the next call.
     */
    @Nullable TransactionRow row(Transaction transaction);
  }

  private final FeaturePlan plan;
  private final RowSource source;
  private final long from;
  private final long to;
  private final long knownBy;
  private final Duration maturity;
  private final FeatureReplay replay;
  private final HistoryUpdates updates;
  private final float[] vector;
  private final RowDescriber describer;

  /** The rows that have no verdict and wait for their maturity; when history ends shows later. */
  private final BitSet maturing = new BitSet();

  private final BitSet matured = new BitSet();

  private final GenuineProof proof;
  private final Cleaning cleaning = new Cleaning();
  private long transactions;
  private long end = Long.MIN_VALUE;

  /** Makes a run over a history that starts with empty profiles. */
  public TrainingHistory(FeaturePlan plan, RowSource source, HistoryWindow window) {
    this.plan = plan;
    this.source = source;
    this.from = window.from().toEpochMilli();
    this.to = window.to().toEpochMilli();
    this.knownBy = window.knownBy().toEpochMilli();
    this.maturity = window.maturity();
    this.proof = window.proof();
    this.replay = new FeatureReplay(plan);
    this.updates = new HistoryUpdates(replay);
    this.vector = plan.newVector();
    this.describer = new RowDescriber(plan.layout());
  }

  /**
   * Runs the history and returns the rows of the window, in the order of the history.
   *
   * @param events the history in its one total order
   */
  public TrainingSet run(Iterator<HistoryEvent> events, TrainingProgress progress) {
    TrainingSet.Builder builder = TrainingSet.builder(plan.names());
    long last = Math.max(to, knownBy);
    long done = 0;
    while (events.hasNext()) {
      HistoryEvent event = events.next();
      if (event.time() >= last) {
        end = last;
        break;
      }
      end = event.time();
      take(event, builder);
      if (++done % PROGRESS_EVENTS == 0) {
        progress.advanced(TrainingProgress.Phase.REPLAY, done, -1);
      }
    }
    TrainingSet set = withoutImmature(builder.build());
    progress.advanced(TrainingProgress.Phase.REPLAY, done, done);
    return set;
  }

  /** Returns how many transactions were taken up to the end, once the history has run. */
  public long transactions() {
    return transactions;
  }

  /** Returns the rows that count as genuine because nobody had given a verdict. */
  public BitSet matured() {
    return (BitSet) matured.clone();
  }

  /** Returns how many transactions each rule left out, once the history has run. */
  public Cleaning cleaning() {
    return cleaning;
  }

  private void take(HistoryEvent event, TrainingSet.Builder builder) {
    if (event.kind() == HistoryKind.TRANSACTION) {
      transactions++;
    }
    if (event.time() >= to) {
      countTransaction(event, CleaningRule.OUTSIDE_WINDOW);
      return;
    }
    LabelledTransaction labelled = event.source();
    TransactionRow row = source.row(labelled.transaction());
    if (row == null) {
      countTransaction(event, CleaningRule.REFUSED);
      return;
    }
    long idHash =
        StableHash.of(
            row.required(TransactionRow.TENANT), row.required(TransactionRow.TRANSACTION_ID));
    switch (event.kind()) {
      case LABEL, OUTCOME -> updates.apply(event, row, idHash);
      case TRANSACTION -> {
        Arrays.fill(vector, Float.NaN);
        replay.transaction(idHash, row, vector);
        keep(labelled, row, idHash, builder);
      }
    }
  }

  private void countTransaction(HistoryEvent event, CleaningRule rule) {
    if (event.kind() == HistoryKind.TRANSACTION) {
      cleaning.count(rule);
    }
  }

  private void keep(
      LabelledTransaction labelled, TransactionRow row, long idHash, TrainingSet.Builder builder) {
    long eventTime = row.eventTime();
    RowFacts facts = describer.facts(row, idHash);
    if (eventTime < from) {
      cleaning.count(CleaningRule.OUTSIDE_WINDOW);
      return;
    }
    boolean later = labelled.fraud() != null && labelled.labelKnownAt() > knownBy;
    LabelledTransaction stood = later ? withoutVerdict(labelled) : labelled;
    CleaningRule refusal = KnownLabel.refusal(stood, proof);
    KnownLabel label = KnownLabel.taken(stood, maturity);
    if (refusal == null && label.from() > knownBy) {
      refusal = CleaningRule.IMMATURE;
    }
    if (refusal != null) {
      cleaning.count(later ? CleaningRule.LABEL_TOO_LATE : refusal);
      return;
    }
    builder.add(vector, label.fraud(), eventTime, label.from(), 1, facts);
    maturing.set(builder.size() - 1, label.silent());
  }

  /** As a transaction stood before its verdict came. */
  private static LabelledTransaction withoutVerdict(LabelledTransaction labelled) {
    return new LabelledTransaction(labelled.transaction(), null, 0, labelled.outcome());
  }

  /** Leaves out the rows without a label that are younger than the maturity at the very end. */
  private TrainingSet withoutImmature(TrainingSet set) {
    int[] kept = new int[set.size()];
    int count = 0;
    for (int row = 0; row < set.size(); row++) {
      if (!maturing.get(row) || set.labelKnownAt(row) <= end) {
        matured.set(count, maturing.get(row));
        kept[count++] = row;
      }
    }
    cleaning.add(CleaningRule.IMMATURE, set.size() - count);
    return count == set.size() ? set : set.select(Arrays.copyOf(kept, count));
  }
}
