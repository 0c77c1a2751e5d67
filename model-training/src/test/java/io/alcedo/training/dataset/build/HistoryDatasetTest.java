package io.alcedo.training.dataset.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.training.dataset.CleaningRule;
import io.alcedo.training.dataset.GenuineProof;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.PlainRows;
import io.alcedo.training.dataset.RandomHistory;
import io.alcedo.training.dataset.Split;
import io.alcedo.training.dataset.TrainingHistory;
import io.alcedo.training.dataset.file.Dataset;
import io.alcedo.training.dataset.file.DatasetException;
import io.alcedo.training.dataset.file.DatasetManifest;
import io.alcedo.training.dataset.leak.LeakException;
import io.alcedo.training.dataset.leak.SeparationCheck;
import io.alcedo.training.progress.TrainingProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HistoryDatasetTest {
  private static final String SET =
      """
      name: test
      entities: {card: cardToken, terminal: terminalId}
      features:
        - {name: amount, value: baseAmount, family: amount}
        - {name: card_count_7d, count: card, window: 7d, family: velocity}
        - {name: frauds_7d, fraud_count: terminal, window: 7d, family: terminal}
      """;
  private static final Duration DELAY = Duration.ofDays(1);

  private final List<LabelledTransaction> history = new ArrayList<>();

  @Test
  void everyTransactionIsARowOrCountedOnce() throws Exception {
    for (int i = 0; i < 20; i++) {
      add("row" + i, i, i % 4 == 0, i + 1, null);
    }
    history.add(history.get(19));
    history.add(history.get(19));
    add("row3", 20, false, 21, null);
    add("refused", 20, true, 21, null);
    add("back", 21, true, 20, null);
    add("late", 22, true, 29, null);
    add("none", 22, null, 0, null);
    add("declined", 22, null, 0, OutcomeAction.DECLINED_BY_POLICY);
    add("abandoned", 22, null, 0, OutcomeAction.ABANDONED);
    add("reversed", 22, null, 0, OutcomeAction.REVERSED);
    add("approved", 22, null, 0, OutcomeAction.APPROVED);
    add("settled", 22, null, 0, OutcomeAction.SETTLED);
    add("young", 25, null, 0, OutcomeAction.SETTLED);
    add("after", 26, true, 27, null);
    add("long-after", 60, true, 61, null);

    HistoryWindow window =
        HistoryWindow.between(at(2), at(26))
            .knownBy(at(28))
            .withMaturity(Duration.ofDays(5))
            .withProof(GenuineProof.SETTLED);
    DatasetManifest manifest = make(SET, settings(window, null)).manifest();

    assertThat(manifest.transactions()).isEqualTo(history.size());
    Map<String, Long> counted = new TreeMap<>(manifest.leftOut());
    counted.values().removeIf(count -> count == 0);
    assertThat(counted)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("refused", 1L),
                Map.entry("duplicate", 2L),
                Map.entry("contradiction", 1L),
                Map.entry("label-before-event", 1L),
                Map.entry("outside-window", 4L),
                Map.entry("label-too-late", 1L),
                Map.entry("no-outcome", 1L),
                Map.entry("declined", 1L),
                Map.entry("abandoned", 1L),
                Map.entry("reversed", 1L),
                Map.entry("not-settled", 1L),
                Map.entry("immature", 1L)));
    assertThat(manifest.leftOut()).containsKey(CleaningRule.MISSING_VECTOR.label());
    long rows = manifest.parts().values().stream().mapToLong(DatasetManifest.Part::rows).sum();
    assertThat(rows + counted.values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(history.size());
    assertThat(manifest.labelDelays().get("fraud").median()).isEqualTo(86_400);
    assertThat(manifest.labelDelays().get("matured").most()).isEqualTo(5 * 86_400);
    assertThat(manifest.source().to()).isEqualTo(at(26));
  }

  @Test
  void aStatedDelayReplacesTheLabelsOwnTimes() throws Exception {
    history.addAll(RandomHistory.labelled(1_500, 4, Duration.ZERO));
    Dataset dataset = make(SET, settings(HistoryWindow.all(), DELAY));

    assertThat(dataset.manifest().labels().delay()).isEqualTo("PT24H");
    assertThat(dataset.manifest().labelDelays().get("genuine"))
        .isEqualTo(
            new DatasetManifest.Delays(
                dataset.rows().set().size() - dataset.rows().set().frauds(),
                86_400,
                86_400,
                86_400,
                86_400,
                86_400));
    assertThat(dataset.manifest().parts().get(Split.WAITING).rows()).isPositive();
    assertThat(dataset.manifest().checks().cuts()).isEqualTo(4);
    assertThat(dataset.manifest().checks().comparedRows()).isPositive();
  }

  @Test
  void labelsStampedWithTheirTransactionAreRefusedWhereAFeatureUsesThem() {
    history.addAll(RandomHistory.labelled(1_500, 4, Duration.ZERO));

    assertThatThrownBy(() -> make(SET, settings(HistoryWindow.all(), null)))
        .isInstanceOfSatisfying(
            LeakException.class, e -> assertThat(e.features()).containsExactly("frauds_7d"));
  }

  @Test
  void aSignalFilledInFromTheLabelIsRefusedUnlessAllowed() throws Exception {
    history.addAll(RandomHistory.labelled(1_500, 4, DELAY));
    String set =
        SET
            + "  - {name: reviewed, signal: reviewed, family: reviewed}\n"
            + "signals: {reviewed: BEHAVIOURAL}\n";

    assertThatThrownBy(() -> make(set, settings(HistoryWindow.all(), null)))
        .isInstanceOfSatisfying(
            LeakException.class, e -> assertThat(e.features()).containsExactly("reviewed"));
    DatasetSettings allowing =
        settings(
            HistoryWindow.all(),
            null,
            new DatasetSettings.Checks(4, SeparationCheck.DEFAULT_BOUND, Set.of("reviewed")));
    DatasetManifest.Checks checks = make(set, allowing).manifest().checks();
    assertThat(checks.separation().get("reviewed")).isGreaterThan(0.98);
    assertThat(checks.allowed()).containsExactly("reviewed");
  }

  @Test
  void aDatasetWithoutRowsSaysWhatBecameOfThem() {
    add("none", 1, null, 0, null);

    assertThatThrownBy(() -> make(SET, settings(HistoryWindow.all(), null)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("no-outcome=1");
  }

  private Dataset make(String set, DatasetSettings settings) throws Exception {
    FeatureSet parsed = FeatureSet.parse(set, "test.yaml");
    FeaturePlan plan = parsed.compile(RowLayout.withSignals(parsed.signals().keySet()));
    PlainRows plain = new PlainRows(plan.layout());
    TrainingHistory.RowSource source =
        transaction -> {
          TransactionRow row = plain.row(transaction);
          Double reviewed =
              transaction.getSignals() == null ? null : transaction.getSignals().get("reviewed");
          if (parsed.signals().containsKey("reviewed") && reviewed != null) {
            row.setReal(plan.layout().index("signals.reviewed"), reviewed);
          }
          return transaction.getTransactionId().equals("refused") ? null : row;
        };
    return new HistoryDataset(plan, source, settings)
        .make(
            history::iterator,
            List.of(new DatasetManifest.SourceFile("history.csv", "ab")),
            TrainingProgress.NONE);
  }

  private static DatasetSettings settings(HistoryWindow window, Duration delay) {
    return settings(
        window, delay, new DatasetSettings.Checks(4, SeparationCheck.DEFAULT_BOUND, Set.of()));
  }

  private static DatasetSettings settings(
      HistoryWindow window, Duration delay, DatasetSettings.Checks checks) {
    return new DatasetSettings(
        window, delay, DatasetSettings.Split.STANDARD, checks, Duration.ofHours(1), 17);
  }

  private void add(String id, int day, Boolean fraud, int labelDay, OutcomeAction action) {
    Transaction transaction = RandomHistory.transaction(id, at(day)).setTerminalId("t").build();
    Outcome outcome =
        action == null
            ? null
            : Outcome.newBuilder()
                .setTransactionId(id)
                .setAction(action)
                .setOccurredAt(at(day))
                .build();
    history.add(new LabelledTransaction(transaction, fraud, at(labelDay).toEpochMilli(), outcome));
  }

  private static Instant at(int day) {
    return RandomHistory.START.plus(Duration.ofDays(day));
  }
}
