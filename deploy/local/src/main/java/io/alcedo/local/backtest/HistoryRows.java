package io.alcedo.local.backtest;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.TemporaryDirectory;
import io.alcedo.local.features.FeaturesRun;
import io.alcedo.local.features.RunProgress;
import io.alcedo.privacy.Keyset;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.history.HistoryOrigin;
import io.alcedo.scoring.history.VectorsFile;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.training.dataset.GenuineProof;
import io.alcedo.training.dataset.KnownLabel;
import io.alcedo.training.dataset.RowDescriber;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.dataset.TrainingSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Labelled rows of a history, their vectors from the operators of the scoring job in a bounded run:
 * the same at any parallelism. One run an instance.
 *
 * <p>Labels do not travel through the job: they are read from the history again and joined by the
 * position of their transaction in it. Cards are known by numbers in the order in which they
 * appear, so that what is resampled by card does not depend on their tokens.
 */
final class HistoryRows {
  private final HistoryOrigin history;
  private final FeaturesRun run;
  private final FeaturePlan plan;
  private final Duration maturity;

  /**
   * What became of the transactions of a history.
   *
   * @param transactions all of them
   * @param repeated those whose id had been seen before, which the job drops
   * @param outside those before or after the window
   * @param unknown those without a label and without an approval or settlement
   * @param immature those without a label that were younger than the maturity when history ended
   */
  record Counts(long transactions, long repeated, long outside, long unknown, long immature) {}

  /** The rows of a window, in the order of time, and what became of all transactions. */
  record Read(TrainingSet rows, Counts counts) {}

  /**
   * Prepares the rows of a history.
   *
   * @param keyset makes the pseudonyms
   * @param parallelism subtasks of each operator
   * @param maturity how old a transaction without a label is before it can count as genuine
   */
  HistoryRows(
      PlanSource plan, HistoryOrigin history, Keyset keyset, int parallelism, Duration maturity) {
    this.history = history;
    this.run = new FeaturesRun(plan, history, keyset, parallelism);
    this.plan = plan.compile();
    this.maturity = maturity;
  }

  /**
   * Runs the history and returns the rows of a window; all of it fills profiles.
   *
   * @param from the earliest event time, in milliseconds since 1970 UTC
   * @param to the event time before which rows lie
   * @throws FeaturesRun.FailedException where a row cannot be used, or the run fails otherwise
   */
  Read read(long from, long to, RunProgress progress) throws Exception {
    try (TemporaryDirectory directory = TemporaryDirectory.create("alcedo-backtest")) {
      VectorsFile file = new VectorsFile(directory.path().resolve("vectors"), plan.layout());
      run.into(file, progress);
      Iterator<LabelledTransaction> labels = history.open();
      try {
        Join join = new Join(labels, from, to);
        file.read(join::take);
        return join.read();
      } finally {
        if (labels instanceof AutoCloseable closeable) {
          closeable.close();
        }
      }
    }
  }

  /** Joins vectors with the labels of their transactions; both come in the order of the history. */
  private final class Join {
    private final Iterator<LabelledTransaction> labels;
    private final long from;
    private final long to;
    private final TrainingSet.Builder rows = TrainingSet.builder(plan.names());
    private final RowDescriber describer = new RowDescriber(plan.layout());
    private final BitSet silent = new BitSet();
    private final Map<Long, Long> cards = new HashMap<>();
    private long position;
    private long taken;
    private long outside;
    private long unknown;
    private long end;

    Join(Iterator<LabelledTransaction> labels, long from, long to) {
      this.labels = labels;
      this.from = from;
      this.to = to;
    }

    void take(TransactionEvent event) {
      RowFacts facts = numbered(describer.facts(event.row(), event.idHash()));
      KnownLabel label =
          KnownLabel.of(labelledAt(event.origin().offset()), maturity, GenuineProof.APPROVED);
      long time = event.row().eventTime();
      end = time;
      taken++;
      if (time < from || time >= to) {
        outside++;
      } else if (label == null) {
        unknown++;
      } else {
        silent.set(rows.size(), label.silent());
        rows.add(event.requiredVector(), label.fraud(), time, label.from(), 1, facts);
      }
    }

    private RowFacts numbered(RowFacts facts) {
      if (facts.card() == 0) {
        return facts;
      }
      return new RowFacts(
          facts.transaction(),
          number(facts.card()),
          facts.terminal(),
          facts.amountMinor(),
          facts.channel(),
          facts.merchantCategory(),
          facts.newCard());
    }

    private long number(long card) {
      long next = cards.size() + 1L;
      Long known = cards.putIfAbsent(card, next);
      return known == null ? next : known;
    }

    private LabelledTransaction labelledAt(long wanted) {
      LabelledTransaction labelled = labels.next();
      while (position++ < wanted) {
        labelled = labels.next();
      }
      return labelled;
    }

    Read read() {
      while (labels.hasNext()) {
        labels.next();
        position++;
      }
      TrainingSet all = rows.build();
      int[] mature = new int[all.size()];
      int kept = 0;
      for (int row = 0; row < mature.length; row++) {
        if (!silent.get(row) || all.labelKnownAt(row) <= end) {
          mature[kept++] = row;
        }
      }
      Counts counts = new Counts(position, position - taken, outside, unknown, all.size() - kept);
      return new Read(all.select(Arrays.copyOf(mature, kept)), counts);
    }
  }
}
