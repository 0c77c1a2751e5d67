package io.alcedo.local.analyst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.alcedo.local.FeaturePlans;
import io.alcedo.local.analyst.AlertDesk.Entry;
import io.alcedo.local.demo.AlertText;
import io.alcedo.local.demo.TerminalSize;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertDeskTest {
  private static final Instant TIME = TestAlerts.TIME;

  private final AlertDesk desk = new AlertDesk();
  private final List<Feedback> sent = new ArrayList<>();
  private final AlertSession session = new AlertSession(desk, sent::add, InstantSource.fixed(TIME));
  private final AlertLines lines =
      new AlertLines(new AlertText(FeaturePlans.named("card-payments")));

  @Test
  void groupsOpenAlertsByCardInTheOrderInWhichTheyWereRaised() {
    desk.add(TestAlerts.alert("t-1", "card-a", 1));
    desk.add(TestAlerts.alert("t-2", "card-b", 2));
    desk.add(TestAlerts.alert("t-3", "card-a", 3));
    desk.add(TestAlerts.alert("t-3", "card-a", 3));

    assertThat(desk.cards().values())
        .extracting(card -> card.stream().map(AlertDeskTest::id).toList())
        .containsExactly(List.of("t-1", "t-3"), List.of("t-2"));
    assertThat(String.join("\n", lines.all(desk)))
        .contains("card card-a  tenant acme  2 open alerts")
        .contains("card card-b  tenant acme  1 open alert")
        .contains("> 2026-03-01 12:00:01  REVIEW")
        .contains("12.50 EUR")
        .contains("(card_count_1d 40.00, usually 2.000)");
  }

  @Test
  void beginsWithTheAlertThatWasRaisedFirstWhicheverWasReadFirst() {
    desk.add(TestAlerts.alert("t-3", "card-b", 3));
    desk.add(TestAlerts.alert("t-1", "card-a", 1));
    assertThat(current()).as("an analyst keeps the place").isEqualTo("t-3");

    desk.first();
    assertThat(current()).isEqualTo("t-1");
  }

  @Test
  void aKeyIsAVerdictOnTheMarkedAlertAndGoesOn() {
    desk.add(TestAlerts.alert("t-1", "card-a", 1));
    desk.add(TestAlerts.alert("t-2", "card-b", 2));
    desk.add(TestAlerts.alert("t-3", "card-a", 3));

    assertThat(session.press('f')).isTrue();
    assertThat(current()).isEqualTo("t-3");
    session.press('G');
    assertThat(current()).isEqualTo("t-2");

    assertThat(sent)
        .extracting(Feedback::getTransactionId, Feedback::getVerdict)
        .containsExactly(tuple("t-1", Verdict.FRAUD), tuple("t-3", Verdict.GENUINE));
    assertThat(sent)
        .allSatisfy(
            feedback -> {
              assertThat(feedback.getTenant()).isEqualTo("acme");
              assertThat(feedback.getSource()).isEqualTo(FeedbackSource.ANALYST);
              assertThat(feedback.getReportedAt()).isEqualTo(TIME);
              assertThat(feedback.getReportedBy()).isNull();
            });
    assertThat(String.join("\n", lines.all(desk))).contains("t-1  -> FRAUD, on its way");
  }

  @Test
  void movesAndSkipsAndQuits() {
    desk.add(TestAlerts.alert("t-1", "card-a", 1));
    desk.add(TestAlerts.alert("t-2", "card-a", 2));
    desk.add(TestAlerts.alert("t-3", "card-a", 3));

    session.press('n');
    assertThat(current()).isEqualTo("t-2");
    session.press('s');
    assertThat(current()).isEqualTo("t-3");
    session.press('n');
    assertThat(current()).as("after the last comes the first").isEqualTo("t-1");
    session.press('p');
    assertThat(current()).isEqualTo("t-3");
    session.press('x');
    assertThat(current()).isEqualTo("t-3");
    assertThat(session.press('q')).isFalse();
    assertThat(sent).isEmpty();
    assertThat(desk.open()).isEqualTo(3);
  }

  @Test
  void aLabelClosesItsAlertAndOneTakenBackOpensItAgain() {
    desk.add(TestAlerts.alert("t-1", "card-a", 1));
    desk.add(TestAlerts.alert("t-2", "card-a", 2));
    desk.add(TestAlerts.label("t-1", Verdict.FRAUD, 1));

    assertThat(desk.open()).isEqualTo(1);
    assertThat(current()).isEqualTo("t-2");
    desk.add(TestAlerts.label("t-1", Verdict.WITHDRAWN, 2));
    desk.add(TestAlerts.label("t-1", Verdict.FRAUD, 1));
    assertThat(desk.open()).as("the highest revision holds").isEqualTo(2);
    desk.add(TestAlerts.label("t-2", Verdict.GENUINE, 1));
    desk.add(TestAlerts.label("t-1", Verdict.GENUINE, 3));
    assertThat(desk.open()).isZero();
    assertThat(desk.current()).isNull();
    session.press('f');
    assertThat(sent).isEmpty();
  }

  @Test
  void aLabelThatComesBeforeItsAlertClosesIt() {
    desk.add(TestAlerts.label("t-9", Verdict.GENUINE, 2));
    desk.add(TestAlerts.label("t-9", Verdict.FRAUD, 1));
    desk.add(TestAlerts.alert("t-9", "card-a", 9));
    assertThat(desk.open()).isZero();
    assertThat(desk.current()).isNull();

    desk.add(TestAlerts.label("t-9", Verdict.WITHDRAWN, 3));
    assertThat(desk.open()).isEqualTo(1);
    desk.next();
    assertThat(current()).isEqualTo("t-9");
  }

  @Test
  void ofClosedAlertsOnlyTheLastAreRemembered() {
    int count = AlertDesk.MOST_CLOSED + 2;
    for (int i = 0; i < count; i++) {
      desk.add(TestAlerts.alert("t-" + i, "card-a", i));
      desk.add(TestAlerts.label("t-" + i, Verdict.FRAUD, 1));
    }
    desk.add(TestAlerts.alert("t-0", "card-a", 0));
    assertThat(desk.open()).as("an alert that is sent again stays closed").isZero();

    for (int i = 0; i < count; i++) {
      desk.add(TestAlerts.label("t-" + i, Verdict.WITHDRAWN, 2));
    }
    assertThat(desk.open()).isEqualTo(AlertDesk.MOST_CLOSED);
  }

  @Test
  void aVerdictThatCannotBeSentIsNotGiven() {
    AlertSession broken =
        new AlertSession(
            desk,
            feedback -> {
              throw new IllegalStateException("no broker");
            },
            InstantSource.fixed(TIME));
    desk.add(TestAlerts.alert("t-1", "card-a", 1));

    assertThatThrownBy(() -> broken.press('f')).isInstanceOf(IllegalStateException.class);
    assertThat(current()).isEqualTo("t-1");
  }

  @Test
  void theScreenFollowsTheMarkedAlert() {
    for (int i = 0; i < 40; i++) {
      desk.add(TestAlerts.alert("t-" + i, "card-" + i % 3, i));
    }
    AlertScreen screen = new AlertScreen(lines);
    for (int i = 0; i < 40; i++) {
      List<String> rows = screen.rows(desk, "", new TerminalSize(20, 60));
      assertThat(rows).hasSizeLessThan(20);
      assertThat(rows.subList(3, rows.size()))
          .allSatisfy(row -> assertThat(row).hasSizeLessThanOrEqualTo(60));
      assertThat(rows).filteredOn(row -> row.startsWith("> ")).hasSize(1);
      assertThat(String.join(" ", rows)).contains(current());
      session.press('n');
    }
    assertThat(screen.rows(desk, "", new TerminalSize(2, 60))).hasSize(4);
  }

  private String current() {
    Entry current = desk.current();
    assertThat(current).isNotNull();
    return id(current);
  }

  private static String id(Entry entry) {
    return entry.event().getTransactionId();
  }
}
