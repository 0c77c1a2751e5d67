package io.alcedo.training.dataset.dated;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.Decision;
import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.row.StableHash;
import io.alcedo.training.dataset.CleaningRule;
import io.alcedo.training.dataset.GenuineProof;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.TrainingSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ScoredRowsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant MOMENT = START.plus(Duration.ofDays(40));
  private static final HistoryWindow WINDOW =
      HistoryWindow.between(START, START.plus(Duration.ofDays(30)))
          .knownBy(MOMENT)
          .withMaturity(Duration.ofDays(20))
          .withProof(GenuineProof.SETTLED);

  private final List<ScoredFeatures> scored = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private HistoryWindow window = WINDOW;
  private ScoredRows rows;

  @Test
  void aVerdictIsTheLabelSinceItIsSaidWithoutInterruption() {
    scored("a", 1);
    label("a", 1, Verdict.GENUINE, 3);
    label("a", 2, Verdict.FRAUD, 9);
    label("a", 3, Verdict.FRAUD, 30);
    label("a", 4, Verdict.GENUINE, 41);

    TrainingSet set = join();

    assertThat(set.size()).isEqualTo(1);
    assertThat(set.fraud(0)).isTrue();
    assertThat(set.labelKnownAt(0)).isEqualTo(at(9).toEpochMilli());
    assertThat(rows.matured().isEmpty()).isTrue();
  }

  @Test
  void aWithdrawnVerdictLeavesNone() {
    scored("settled", 1);
    label("settled", 1, Verdict.FRAUD, 3);
    label("settled", 2, Verdict.WITHDRAWN, 35);
    outcome("settled", OutcomeAction.SETTLED, 2);
    scored("silent", 1);
    label("silent", 1, Verdict.FRAUD, 3);
    label("silent", 2, Verdict.WITHDRAWN, 5);

    TrainingSet set = join();

    assertThat(set.size()).isEqualTo(1);
    assertThat(set.fraud(0)).isFalse();
    assertThat(set.labelKnownAt(0)).isEqualTo(at(35).toEpochMilli());
    assertThat(rows.matured().get(0)).isTrue();
    assertThat(leftOut(CleaningRule.NO_OUTCOME)).isEqualTo(1);
  }

  @Test
  void withoutAVerdictOnlyWhatIsMatureApprovedAndSettledIsGenuine() {
    OutcomeAction[] actions = OutcomeAction.values();
    for (OutcomeAction action : actions) {
      scored("of-" + action, 2);
      outcome("of-" + action, action, 2);
    }
    scored("young", 25);
    outcome("young", OutcomeAction.SETTLED, 26);
    scored("nothing", 2);
    scored("settled-in-the-end", 3);
    outcome("settled-in-the-end", OutcomeAction.SETTLED, 30);
    outcome("settled-in-the-end", OutcomeAction.APPROVED, 3);
    scored("reversed-in-the-end", 3);
    outcome("reversed-in-the-end", OutcomeAction.REVERSED, 30);
    outcome("reversed-in-the-end", OutcomeAction.SETTLED, 4);

    TrainingSet set = join();

    assertThat(set.size()).isEqualTo(2);
    assertThat(set.frauds()).isZero();
    assertThat(set.labelKnownAt(0)).isEqualTo(at(22).toEpochMilli());
    assertThat(set.labelKnownAt(1)).isEqualTo(at(30).toEpochMilli());
    assertThat(leftOut(CleaningRule.NO_OUTCOME)).isEqualTo(2);
    assertThat(leftOut(CleaningRule.NOT_SETTLED)).isEqualTo(1);
    assertThat(leftOut(CleaningRule.DECLINED)).isEqualTo(2);
    assertThat(leftOut(CleaningRule.ABANDONED)).isEqualTo(1);
    assertThat(leftOut(CleaningRule.REVERSED)).isEqualTo(2);
    assertThat(leftOut(CleaningRule.IMMATURE)).isEqualTo(1);
  }

  @Test
  void silenceCountsUpToTheLatestThatWasSeen() {
    scored("old", 2);
    outcome("old", OutcomeAction.SETTLED, 2);
    scored("yesterday", 24);
    outcome("yesterday", OutcomeAction.SETTLED, 24);
    window = WINDOW.knownBy(HistoryWindow.all().knownBy());

    assertThat(join().size()).as("twenty days after the old one only").isEqualTo(1);
    assertThat(leftOut(CleaningRule.IMMATURE)).isEqualTo(1);
    labels.clear();
    label("elsewhere", 1, Verdict.FRAUD, 43);
    assertThat(join().size()).as("a report nineteen days after the other").isEqualTo(1);
    label("elsewhere", 2, Verdict.FRAUD, 44);
    assertThat(join().size()).as("a report twenty days after the other").isEqualTo(2);
    labels.clear();
    outcome("elsewhere", OutcomeAction.SETTLED, 44);
    assertThat(join().size()).as("an outcome twenty days after the other").isEqualTo(2);
    outcomes.remove(outcomes.size() - 1);
    scored("later", 44);
    assertThat(join().size()).as("a transaction twenty days after the other").isEqualTo(2);
  }

  @Test
  void whatIsReportedAfterTheMomentCountsAsItStoodThen() {
    scored("mature", 2);
    outcome("mature", OutcomeAction.SETTLED, 3);
    label("mature", 1, Verdict.FRAUD, 41);
    scored("young", 25);
    outcome("young", OutcomeAction.SETTLED, 25);
    label("young", 1, Verdict.FRAUD, 41);
    scored("declined", 2);
    outcome("declined", OutcomeAction.DECLINED_BY_ISSUER, 2);
    label("declined", 1, Verdict.GENUINE, 41);

    TrainingSet set = join();

    assertThat(set.size()).isEqualTo(1);
    assertThat(set.fraud(0)).isFalse();
    assertThat(set.labelKnownAt(0)).isEqualTo(at(22).toEpochMilli());
    assertThat(rows.matured().get(0)).isTrue();
    assertThat(leftOut(CleaningRule.LABEL_TOO_LATE)).isEqualTo(2);
  }

  @Test
  void controlsWeighTheInverseOfTheirPropensityAndStandForWhatWasDeclined() {
    control("control", Decision.APPROVE, true, 0.01);
    control("declined", Decision.DECLINE, false, 0.99);
    control("no-choice", Decision.DECLINE, false, 1);
    control("approved", Decision.APPROVE, false, 1);
    control("broken", Decision.APPROVE, true, 0);

    TrainingSet set = join();

    Map<Long, Float> weights = new TreeMap<>();
    for (int row = 0; row < set.size(); row++) {
      weights.put(set.facts(row).transaction(), set.weight(row));
    }
    assertThat(weights)
        .isEqualTo(
            Map.of(
                StableHash.of("north", "control"), 100f,
                StableHash.of("north", "no-choice"), 1f,
                StableHash.of("north", "approved"), 1f));
    assertThat(leftOut(CleaningRule.CONTROL_STANDS_IN)).isEqualTo(1);
    assertThat(leftOut(CleaningRule.BAD_PROPENSITY)).isEqualTo(1);
  }

  @Test
  void vectorsThatCannotBeTrustedAreLeftOut() {
    scored("twice", 1);
    ScoredFeatures again = scored("twice", 1);
    again.setScoredAt(again.getScoredAt().plusSeconds(9));
    scored("changed", 1);
    ScoredFeatures changed = scored("changed", 1);
    changed.setVector(List.of(7f, 7f));
    changed.setScoredAt(changed.getScoredAt().plusSeconds(9));
    scored("outside", 30);
    scored("other-set", 1).setFeatureSetHash("beef");
    scored("long", 1).setVector(List.of(1f));
    ScoredFeatures late = scored("late", 1);
    late.setScoredAt(late.getEventTime().plus(Duration.ofHours(1)).plusMillis(1));
    ScoredFeatures knowing = scored("knowing", 1);
    label("knowing", 1, Verdict.GENUINE, 1);
    knowing.setScoredAt(at(1));
    scored("judged-later", 1);
    label("judged-later", 1, Verdict.FRAUD, 41);
    label("without-vector", 1, Verdict.FRAUD, 5);
    for (String id : List.of("twice", "changed", "outside", "other-set", "long", "late")) {
      label(id, 1, Verdict.FRAUD, 5);
    }

    TrainingSet set = join();

    assertThat(set.size()).isEqualTo(2);
    assertThat(set.value(0, 0)).as("the first vector counts").isEqualTo(1);
    assertThat(leftOut(CleaningRule.DUPLICATE)).isEqualTo(1);
    assertThat(leftOut(CleaningRule.CONTRADICTION)).isEqualTo(1);
    assertThat(leftOut(CleaningRule.OUTSIDE_WINDOW)).isEqualTo(1);
    assertThat(leftOut(CleaningRule.OTHER_FEATURE_SET)).isEqualTo(1);
    assertThat(leftOut(CleaningRule.VECTOR_LENGTH)).isEqualTo(1);
    assertThat(leftOut(CleaningRule.SCORED_LATE)).isEqualTo(1);
    assertThat(leftOut(CleaningRule.SCORED_AFTER_LABEL)).isEqualTo(1);
    assertThat(leftOut(CleaningRule.LABEL_TOO_LATE)).isEqualTo(1);
    assertThat(leftOut(CleaningRule.MISSING_VECTOR)).isEqualTo(1);
    assertThat(rows.transactions()).isEqualTo(set.size() + rows.cleaning().total());
  }

  @Test
  void aTenantsTransactionsAreItsOwn() {
    scored("a", 1);
    label("a", 1, Verdict.FRAUD, 5);
    labels.get(0).setTenant("south");

    assertThat(join().size()).isZero();
    assertThat(leftOut(CleaningRule.NO_OUTCOME)).isEqualTo(1);
    assertThat(leftOut(CleaningRule.MISSING_VECTOR)).isEqualTo(1);
  }

  @RepeatedTest(30)
  void joinsAsOneWhoLooksAtEverythingForEachTransaction() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int transactions = 1 + random.nextInt(40);
    for (int i = 0; i < transactions; i++) {
      String id = "t" + random.nextInt(1_000) + "-" + i;
      if (random.nextInt(8) > 0) {
        scored(id, random.nextInt(32));
      }
      int revisions = random.nextInt(4);
      for (int revision = 1; revision <= revisions; revision++) {
        Verdict verdict = Verdict.values()[1 + random.nextInt(3)];
        int day = 32 + random.nextInt(12);
        for (int copies = 0; copies <= random.nextInt(2); copies++) {
          label(id, revision, verdict, day);
        }
      }
      for (int reports = random.nextInt(3); reports > 0; reports--) {
        OutcomeAction action = OutcomeAction.values()[random.nextInt(7)];
        outcome(id, action, 1 + random.nextInt(60));
      }
    }
    Map<Long, String> expected = bruteForce();
    Collections.shuffle(scored, random);
    Collections.shuffle(labels, random);
    Collections.shuffle(outcomes, random);

    TrainingSet set = join();

    Map<Long, String> actual = new TreeMap<>();
    for (int row = 0; row < set.size(); row++) {
      actual.put(set.facts(row).transaction(), set.fraud(row) + " since " + set.labelKnownAt(row));
      assertThat(row == 0 || set.eventTime(row) >= set.eventTime(row - 1)).isTrue();
    }
    assertThat(actual).as("seed=%d", seed).isEqualTo(expected);
    assertThat(rows.transactions())
        .as("seed=%d", seed)
        .isEqualTo(set.size() + rows.cleaning().total());
  }

  /** What every transaction counts as, by going through all reports for each. */
  private Map<Long, String> bruteForce() {
    Map<Long, String> expected = new TreeMap<>();
    for (ScoredFeatures features : scored) {
      long time = features.getEventTime().toEpochMilli();
      if (features.getEventTime().isBefore(WINDOW.from())
          || !features.getEventTime().isBefore(WINDOW.to())) {
        continue;
      }
      String id = features.getTransactionId();
      Verdict verdict = null;
      long since = Long.MIN_VALUE;
      for (int revision = 1; revision <= 4; revision++) {
        for (Label label : labels) {
          if (label.getTransactionId().equals(id) && label.getRevision() == revision) {
            if (!label.getReportedAt().isAfter(MOMENT)) {
              long reported = label.getReportedAt().toEpochMilli();
              since = verdict == label.getVerdict() ? Math.min(since, reported) : reported;
              verdict = label.getVerdict();
            }
          }
        }
      }
      if (verdict == Verdict.FRAUD || verdict == Verdict.GENUINE) {
        expected.put(StableHash.of("north", id), (verdict == Verdict.FRAUD) + " since " + since);
      } else {
        Outcome last = lastOutcome(id);
        if (last != null && last.getAction() == OutcomeAction.SETTLED) {
          long mature =
              Math.max(
                  Math.max(since, last.getOccurredAt().toEpochMilli()),
                  time + Duration.ofDays(20).toMillis());
          if (mature <= Math.min(MOMENT.toEpochMilli(), latest())) {
            expected.put(StableHash.of("north", id), "false since " + mature);
          }
        }
      }
    }
    return expected;
  }

  /** The latest time that any record tells of. */
  private long latest() {
    Stream<Instant> times =
        Stream.of(
                scored.stream().map(ScoredFeatures::getEventTime),
                labels.stream().map(Label::getReportedAt),
                outcomes.stream().map(Outcome::getOccurredAt))
            .flatMap(all -> all);
    return times.mapToLong(Instant::toEpochMilli).max().orElseThrow();
  }

  private Outcome lastOutcome(String id) {
    Outcome last = null;
    for (Outcome outcome : outcomes) {
      if (outcome.getTransactionId().equals(id)
          && outcome.getAction() != OutcomeAction.UNKNOWN
          && !outcome.getOccurredAt().isAfter(MOMENT)
          && (last == null
              || outcome.getOccurredAt().isAfter(last.getOccurredAt())
              || (outcome.getOccurredAt().equals(last.getOccurredAt())
                  && outcome.getAction().ordinal() > last.getAction().ordinal()))) {
        last = outcome;
      }
    }
    return last;
  }

  private TrainingSet join() {
    VerdictBook book = new VerdictBook(window.knownBy().toEpochMilli());
    labels.forEach(book::add);
    outcomes.forEach(book::add);
    rows = new ScoredRows(List.of("amount", "count"), "feed", window, Duration.ofHours(1));
    scored.forEach(features -> rows.addOwned(ScoredFeatures.newBuilder(features).build()));
    return rows.join(book);
  }

  private long leftOut(CleaningRule rule) {
    return rows.cleaning().leftOut(rule);
  }

  private void control(String id, Decision decision, boolean arm, double propensity) {
    ScoredFeatures features = scored(id, 1);
    features.setDecision(decision);
    features.setControlArm(arm);
    features.setPropensity(propensity);
    label(id, 1, Verdict.FRAUD, 5);
  }

  private ScoredFeatures scored(String id, int day) {
    ScoredFeatures features =
        ScoredFeatures.newBuilder()
            .setTransactionId(id)
            .setTenant("north")
            .setEventTime(at(day))
            .setScoredAt(at(day).plusMillis(4))
            .setEntities(Map.of("cardToken", "card", "terminalId", "terminal"))
            .setVector(List.of(1f, Float.NaN))
            .setFeatureSetHash("feed")
            .build();
    scored.add(features);
    return features;
  }

  private void label(String id, int revision, Verdict verdict, int day) {
    labels.add(
        Label.newBuilder()
            .setTransactionId(id)
            .setTenant("north")
            .setEventTime(at(1))
            .setBaseAmountMinor(1)
            .setVerdict(verdict)
            .setRevision(revision)
            .setReportedAt(at(day))
            .build());
  }

  private void outcome(String id, OutcomeAction action, int day) {
    outcomes.add(
        Outcome.newBuilder()
            .setTransactionId(id)
            .setTenant("north")
            .setAction(action)
            .setOccurredAt(at(day))
            .build());
  }

  private static Instant at(int day) {
    return START.plus(Duration.ofDays(day));
  }
}
