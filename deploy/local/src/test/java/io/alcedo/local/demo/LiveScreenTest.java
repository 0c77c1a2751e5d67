package io.alcedo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.FeaturePlans;
import io.alcedo.schema.Decision;
import io.alcedo.schema.Reason;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.released.Examples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
  private static final String ERASE = "\u001b[K\n";

  private final StringWriter printed = new StringWriter();
  private final Scoreboard scoreboard = new Scoreboard(9);

  @Test
  void fitsTheTerminalAndDrawsOverItself() throws Exception {
    LiveScreen screen = screen(new TerminalSize(16, 60));
    alert(List.of("way", "amount"));
    screen.phase("warming up");

    screen.last(1);
    String first = printed.toString();
    printed.getBuffer().setLength(0);
    screen.last(30);

    List<String> rows = List.of(first.split(Pattern.quote(ERASE), -1));
    assertThat(rows).hasSize(16);
    assertThat(rows).allSatisfy(row -> assertThat(row.strip().length()).isLessThanOrEqualTo(60));
    assertThat(first).contains("1 of 30 s   warming up", "counts from the end of the warm-up on");
    assertThat(printed.toString()).startsWith("\u001b[15A\r").contains("30 of 30 s");
  }

  @Test
  void wrapsReasonsAtWordsAndLosesNone() throws Exception {
    LiveScreen screen = screen(new TerminalSize(40, 50));
    RiskEvent alert = alert(List.of("amount"));

    screen.last(1);

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
    screen.last(5);

    assertThat(printed.toString().lines())
        .hasSize(3)
        .contains("at 100 a second")
        .anySatisfy(line -> assertThat(line).contains(AlertText.what(alert)))
        .noneMatch(line -> line.contains("\u001b"));
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
        Duration.ofSeconds(30));
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
