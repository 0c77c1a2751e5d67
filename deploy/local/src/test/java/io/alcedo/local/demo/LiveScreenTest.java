package io.alcedo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.FeaturePlans;
import io.alcedo.schema.Decision;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Reason;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.released.Examples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
  private static final String ERASE = "\u001b[K\n";

  private final StringWriter printed = new StringWriter();
  private final Scoreboard scoreboard = new Scoreboard(9, "1");
  private Circle circle;
  private long nanos;

  @Test
  void fitsTheTerminalAndDrawsOverItself() throws Exception {
    LiveScreen screen = screen(new TerminalSize(16, 60));
    alert(List.of("way", "amount"));
    screen.phase("warming up");

    tick(screen, 1);
    String first = printed.toString();
    printed.getBuffer().setLength(0);
    tick(screen, 1);
    assertThat(printed.toString()).as("drawn a moment ago").isEmpty();
    screen.last(31);

    List<String> rows = List.of(first.split(Pattern.quote(ERASE), -1));
    assertThat(rows).hasSize(16);
    assertThat(rows).allSatisfy(row -> assertThat(row.strip().length()).isLessThanOrEqualTo(60));
    assertThat(first).contains("1 of 30 s   warming up", "counts from the end of the warm-up on");
    assertThat(printed.toString()).startsWith("\u001b[15A\r").contains("31 of 30 s   done");
  }

  @Test
  void wrapsReasonsAtWordsAndLosesNone() throws Exception {
    LiveScreen screen = screen(new TerminalSize(40, 50));
    RiskEvent alert = alert(List.of("amount"));

    tick(screen, 1);

    String text = printed.toString().replace(ERASE, "").replaceAll("\\s+", " ");
    String why = new AlertText(FeaturePlans.named("card-payments")).why(alert).get(0);
    assertThat(why).hasSizeGreaterThan(50);
    assertThat(text).contains("12345 JPY at merchant-1", why);
  }

  @Test
  void printsPlainLinesWithoutControlCharactersElsewhere() throws Exception {
    LiveScreen screen = screen(null);
    RiskEvent alert = alert(List.of("amount"));

    screen.phase("at 100 a second");
    tick(screen, 4);
    tick(screen, 5);
    screen.last(6);

    assertThat(printed.toString().lines())
        .hasSize(3)
        .contains("at 100 a second")
        .anySatisfy(line -> assertThat(line).contains(AlertText.what(alert)))
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void showsTheCircleAndItsLastStepsWithinTheTerminal() throws Exception {
    circle = new Circle(() -> nanos);
    LiveScreen screen = screen(new TerminalSize(16, 100));
    for (int i = 1; i <= 6; i++) {
      circle.step("step " + i);
    }
    circle.reports(Map.of(FeedbackSource.ANALYST, 30L, FeedbackSource.CHARGEBACK, 4L), 2);
    alert(List.of("amount"));

    tick(screen, 1);

    List<String> rows = List.of(printed.toString().split(Pattern.quote(ERASE), -1));
    assertThat(rows).hasSize(16);
    assertThat(printed.toString())
        .contains("verdicts 34 (analysts 30, cardholders 0, banks 4; 2 taken back)", "step 3")
        .doesNotContain("step 2");
  }

  @Test
  void printsEachStepOnceAsAPlainLine() throws Exception {
    circle = new Circle(() -> nanos);
    LiveScreen screen = screen(null);

    circle.step("fraud changes");
    tick(screen, 1);
    circle.step("a model is staged");
    tick(screen, 2);
    screen.last(3);

    assertThat(printed.toString().lines())
        .containsExactly("  0.0 s  fraud changes", "  1.0 s  a model is staged");
  }

  @Test
  void knowsTheTerminalFromWhatItSays() {
    assertThat(TerminalSize.parse("40 120\n")).isEqualTo(new TerminalSize(40, 120));
    assertThat(TerminalSize.parse("0 0\n")).isEqualTo(TerminalSize.USUAL);
    assertThat(TerminalSize.parse("")).isEqualTo(TerminalSize.USUAL);
  }

  private LiveScreen screen(TerminalSize terminal) throws Exception {
    return new LiveScreen(
        new PrintWriter(printed),
        terminal,
        scoreboard,
        new AlertText(FeaturePlans.named("card-payments")),
        circle,
        Duration.ofSeconds(30),
        () -> nanos);
  }

  private void tick(LiveScreen screen, int second) {
    nanos = second * 1_000_000_000L;
    screen.tick(second);
  }

  private RiskEvent alert(List<String> families) {
    RiskEvent event = Examples.riskEvent();
    event.setInputPartition(0);
    event.setInputOffset(7);
    event.setDecision(Decision.REVIEW);
    event.setReasonsSkipped(false);
    event.setReasons(
        families.stream()
            .map(
                family -> {
                  Reason reason = Reason.newBuilder(event.getReasons().get(0)).build();
                  reason.setFamily(family);
                  reason.setContribution(1.0);
                  return reason;
                })
            .toList());
    scoreboard.risk(event, 0);
    return event;
  }
}
