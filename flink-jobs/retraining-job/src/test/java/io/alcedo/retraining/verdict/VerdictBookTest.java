package io.alcedo.retraining.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictBookTest {
  private static final Ruling FRAUD = new Ruling(Meaning.FRAUD, 400);
  private static final Ruling ANALYST_GENUINE = new Ruling(Meaning.GENUINE, 100);
  private static final Ruling ANALYST_FRAUD = new Ruling(Meaning.FRAUD, 100);
  private static final Ruling NOTHING = new Ruling(Meaning.NOT_FRAUD_RELATED, 0);
  private static final Ruling TAKEN_BACK = new Ruling(Meaning.WITHDRAWN, 0);

  private final Teller teller = new Teller();

  @Test
  void tellsEachChangeWithItsRevisionAndWhatHeldBefore() {
    teller.take(analyst(1, ANALYST_GENUINE, 10));
    teller.take(chargeback(2, FRAUD, Stage.FIRST_CHARGEBACK, 20));
    teller.take(chargeback(3, FRAUD, Stage.LOST, 30));
    teller.take(chargeback(4, TAKEN_BACK, Stage.WON, 40));

    assertThat(teller.told)
        .containsExactly(
            new Change(Verdict.GENUINE, Verdict.UNKNOWN, 1, 10),
            new Change(Verdict.FRAUD, Verdict.GENUINE, 2, 20),
            new Change(Verdict.GENUINE, Verdict.FRAUD, 3, 40));
  }

  @Test
  void aDisputeAboutAServiceTellsNothing() {
    teller.take(chargeback(1, NOTHING, Stage.FIRST_CHARGEBACK, 10));
    teller.take(chargeback(2, TAKEN_BACK, Stage.WON, 20));

    assertThat(teller.told).isEmpty();
  }

  @Test
  void aWonDisputeTakesTheLabelBackAndLeavesNothingKnown() {
    teller.take(chargeback(1, FRAUD, Stage.FIRST_CHARGEBACK, 10));
    teller.take(chargeback(2, TAKEN_BACK, Stage.WON, 20));

    assertThat(teller.told)
        .containsExactly(
            new Change(Verdict.FRAUD, Verdict.UNKNOWN, 1, 10),
            new Change(Verdict.WITHDRAWN, Verdict.FRAUD, 2, 20));
  }

  @Test
  void aStageThatIsSentAgainLateDoesNotReopenADispute() {
    teller.take(chargeback(1, FRAUD, Stage.FIRST_CHARGEBACK, 10));
    teller.take(chargeback(2, TAKEN_BACK, Stage.WON, 20));
    teller.take(chargeback(3, FRAUD, Stage.REPRESENTMENT, 30));
    assertThat(teller.told).hasSize(2);

    teller.take(chargeback(4, FRAUD, Stage.PRE_ARBITRATION, 40));
    assertThat(teller.told).last().isEqualTo(new Change(Verdict.FRAUD, Verdict.WITHDRAWN, 3, 40));
  }

  @Test
  void aStageThatIsSentAgainLateReopensNothingWhereAnotherDisputeCameBetween() {
    teller.take(chargeback(1, FRAUD, Stage.FIRST_CHARGEBACK, 10));
    teller.take(chargeback(2, TAKEN_BACK, Stage.WON, 20));
    teller.take(
        new Statement(3, FeedbackSource.CHARGEBACK, NOTHING, 41, Stage.FIRST_CHARGEBACK, 30));
    teller.take(chargeback(4, FRAUD, Stage.FIRST_CHARGEBACK, 40));
    assertThat(teller.holds()).isEqualTo(Verdict.UNKNOWN);

    for (int i = 0; i < 2 * VerdictBook.MOST; i++) {
      teller.take(analyst(10 + i, TAKEN_BACK, 50 + i));
    }
    teller.take(chargeback(5, FRAUD, Stage.FIRST_CHARGEBACK, 200));
    assertThat(teller.holds()).as("a long book still knows it").isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aHigherRankHoldsAgainstALaterWord() {
    teller.take(chargeback(1, FRAUD, Stage.FIRST_CHARGEBACK, 10));
    teller.take(analyst(2, ANALYST_GENUINE, 20));

    assertThat(teller.told).hasSize(1);
  }

  @Test
  void anAnalystCanChangeHisMind() {
    teller.take(analyst(1, ANALYST_FRAUD, 10));
    teller.take(analyst(2, ANALYST_GENUINE, 20));
    teller.take(analyst(3, TAKEN_BACK, 30));
    teller.take(analyst(4, ANALYST_FRAUD, 40));

    assertThat(teller.told)
        .extracting(Change::verdict)
        .containsExactly(Verdict.FRAUD, Verdict.GENUINE, Verdict.WITHDRAWN, Verdict.FRAUD);
    assertThat(teller.told).extracting(Change::revision).containsExactly(1, 2, 3, 4);
  }

  @Test
  void timesNeverRunBackwardsWithRevisions() {
    teller.take(chargeback(1, FRAUD, Stage.FIRST_CHARGEBACK, 50));
    teller.take(chargeback(2, TAKEN_BACK, Stage.WON, 60));
    teller.take(analyst(3, ANALYST_FRAUD, 40));

    assertThat(teller.told).extracting(Change::knownAt).containsExactly(50L, 60L, 60L);
  }

  @Test
  void forgetsWhatDoesNotStandWhereThereIsTooMuch() {
    teller.take(chargeback(0, FRAUD, Stage.FIRST_CHARGEBACK, 1));
    for (int i = 1; i < 3 * VerdictBook.MOST; i++) {
      teller.take(analyst(i, i % 2 == 0 ? ANALYST_FRAUD : ANALYST_GENUINE, 10 + i));
    }

    assertThat(teller.book.statements()).hasSize(VerdictBook.MOST);
    assertThat(teller.told).containsExactly(new Change(Verdict.FRAUD, Verdict.UNKNOWN, 1, 1));
  }

  @Test
  void agreesWithAReplayOfEverythingWhateverTheOrderAndHoweverOften() {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      List<Statement> statements = statements(random);
      Teller inOrder = new Teller();
      statements.forEach(inOrder::take);
      assertThat(inOrder.told).as("seed=%d", seed).isEqualTo(Replay.changes(statements));

      List<Statement> shuffled = new ArrayList<>(statements);
      shuffled.addAll(statements.subList(0, random.nextInt(statements.size() + 1)));
      Collections.shuffle(shuffled, random);
      Teller outOfOrder = new Teller();
      shuffled.forEach(outOfOrder::take);
      assertThat(outOfOrder.holds()).as("seed=%d", seed).isEqualTo(inOrder.holds());
      assertThat(outOfOrder.book.statements()).isEqualTo(inOrder.book.statements());

      int told = inOrder.told.size();
      shuffled.forEach(inOrder::take);
      assertThat(inOrder.told).as("seed=%d: twice is once", seed).hasSize(told);
    }
  }

  @Test
  void mergedBooksHoldWhatOneBookWould() {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      List<Statement> statements = statements(random);
      Teller whole = new Teller();
      Teller one = new Teller();
      Teller other = new Teller();
      for (Statement statement : statements) {
        whole.take(statement);
        if (random.nextInt(3) != 0) {
          one.take(statement);
        }
        if (!one.book.holds(statement) || random.nextBoolean()) {
          other.take(statement);
        }
      }
      for (VerdictBook merged : List.of(one.book.merged(other.book), other.book.merged(one.book))) {
        Teller teller = new Teller(merged);
        teller.tellWhatIsDue();
        assertThat(teller.holds()).as("seed=%d", seed).isEqualTo(whole.holds());
        assertThat(merged.statements()).as("seed=%d", seed).isEqualTo(whole.book.statements());
      }
    }
  }

  private static List<Statement> statements(Random random) {
    List<Statement> statements = new ArrayList<>();
    FeedbackSource[] sources = FeedbackSource.values();
    Stage[] stages = Stage.values();
    Ruling[] rulings = {FRAUD, ANALYST_GENUINE, ANALYST_FRAUD, NOTHING, TAKEN_BACK};
    long time = 0;
    int count = random.nextInt(9);
    for (int i = 0; i < count; i++) {
      time += random.nextInt(3);
      int stage = random.nextInt(stages.length + 2);
      statements.add(
          new Statement(
              i * 7919L % 64,
              sources[1 + random.nextInt(sources.length - 1)],
              rulings[random.nextInt(rulings.length)],
              random.nextInt(2),
              stage < stages.length ? stages[stage] : null,
              time));
    }
    statements.sort(Comparator.comparingLong(Statement::knownAt).thenComparingLong(Statement::id));
    return statements;
  }

  private static Statement analyst(long id, Ruling ruling, long knownAt) {
    return new Statement(id, FeedbackSource.ANALYST, ruling, 0, null, knownAt);
  }

  private static Statement chargeback(long id, Ruling ruling, Stage stage, long knownAt) {
    return new Statement(id, FeedbackSource.CHARGEBACK, ruling, 104, stage, knownAt);
  }

  /** Takes reports and tells what is due after each, as the job does. */
  private static final class Teller {
    private final List<Change> told = new ArrayList<>();
    private VerdictBook book;

    private Teller() {
      this(VerdictBook.EMPTY);
    }

    private Teller(VerdictBook book) {
      this.book = book;
    }

    private void take(Statement statement) {
      book = book.with(statement);
      tellWhatIsDue();
    }

    private void tellWhatIsDue() {
      Change change = book.due();
      if (change != null) {
        told.add(change);
        book = book.telling(change);
        assertThat(book.due()).isNull();
      }
    }

    private Verdict holds() {
      Change last = book.told();
      boolean nothing = last == null || last.verdict() == Verdict.WITHDRAWN;
      return nothing ? Verdict.UNKNOWN : last.verdict();
    }
  }

  /** What becomes of reports that come in order, without any state between them. */
  private static final class Replay {
    private Replay() {}

    private static List<Change> changes(List<Statement> sorted) {
      List<Change> changes = new ArrayList<>();
      Verdict before = Verdict.UNKNOWN;
      for (int end = 1; end <= sorted.size(); end++) {
        Verdict now = verdict(sorted.subList(0, end));
        if (now == Verdict.UNKNOWN && before != Verdict.UNKNOWN) {
          now = Verdict.WITHDRAWN;
        }
        if (now != before) {
          changes.add(new Change(now, before, changes.size() + 1, sorted.get(end - 1).knownAt()));
          before = now;
        }
      }
      return changes;
    }

    private static Verdict verdict(List<Statement> known) {
      Map<FeedbackSource, Statement> standing = new HashMap<>();
      for (int i = 0; i < known.size(); i++) {
        Statement statement = known.get(i);
        boolean opens =
            statement.stage() == Stage.FIRST_CHARGEBACK || statement.stage() == Stage.REPRESENTMENT;
        boolean late =
            known.subList(0, i).stream()
                .filter(earlier -> earlier.source() == statement.source())
                .filter(earlier -> earlier.dispute() == statement.dispute())
                .anyMatch(earlier -> opens && course(earlier.stage()) > course(statement.stage()));
        if (!late) {
          standing.put(statement.source(), statement);
        }
      }
      Statement best = null;
      for (Statement candidate : known) {
        Meaning meaning = candidate.ruling().meaning();
        boolean counts = meaning == Meaning.FRAUD || meaning == Meaning.GENUINE;
        boolean stands = standing.get(candidate.source()) == candidate;
        if (counts
            && stands
            && (best == null || candidate.ruling().rank() >= best.ruling().rank())) {
          best = candidate;
        }
      }
      if (best == null) {
        return Verdict.UNKNOWN;
      }
      return best.ruling().meaning() == Meaning.FRAUD ? Verdict.FRAUD : Verdict.GENUINE;
    }

    private static int course(@Nullable Stage stage) {
      if (stage == null) {
        return 0;
      }
      return switch (stage) {
        case FIRST_CHARGEBACK -> 1;
        case REPRESENTMENT -> 2;
        case PRE_ARBITRATION, ARBITRATION, WON, LOST, WITHDRAWN -> 3;
      };
    }
  }
}
