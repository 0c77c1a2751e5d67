package io.alcedo.local.analyst;

import io.alcedo.local.DurationConverter;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.FeaturePlans;
import io.alcedo.local.analyst.AlertDesk.Entry;
import io.alcedo.local.demo.AlertText;
import io.alcedo.local.demo.TerminalSize;
import io.alcedo.local.kafka.KafkaConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows open alerts by card, and takes an analyst's verdicts on them. */
@Command(
    name = "alerts",
    description = {
      "Shows the open alerts, those on which no verdict holds, by card and with their reasons.",
      "With --follow, each key is a verdict on the marked alert or moves: " + AlertLines.KEYS + ".",
      "Without a terminal, --follow takes the keys as lines of the standard input.",
      "An alert is closed when 'alcedo learn' has made a label of the verdict."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  alcedo alerts", "  alcedo alerts --follow --since 2d --feature-set card-risk"})
public final class AlertsCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long RESIZE_NANOS = 1_000_000_000L;

  @Option(
      names = {"-f", "--follow"},
      description = "Wait for new alerts and take verdicts, until 'q' or interrupted.")
  private boolean follow;

  @Option(
      names = "--since",
      defaultValue = "7d",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How old the alerts may be, such as 12h or 7d (default: ${DEFAULT-VALUE}).")
  private Duration since = Duration.ofDays(7);

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description = "Only alerts of this tenant (default: of all).")
  private @Nullable String tenant;

  @Option(
      names = "--feature-set",
      defaultValue = "card-payments",
      paramLabel = "NAME|FILE",
      description =
          "The feature set that the job runs, which has the words for reasons (default:"
              + " ${DEFAULT-VALUE}).")
  private String featureSet = "card-payments";

  @Mixin private KafkaConnection kafka = new KafkaConnection();
  @Spec private CommandSpec spec = CommandSpec.create();

  private final AlertDesk desk = new AlertDesk();
  private final InstantSource clock = InstantSource.system();

  @Override
  public Integer call() throws IOException {
    AlertLines lines = new AlertLines(new AlertText(FeaturePlans.named(featureSet)));
    PrintWriter out = spec.commandLine().getOut();
    try (AlertFeed feed = new AlertFeed(kafka, desk, tenant, clock.instant().minus(since))) {
      feed.catchUp();
      desk.first();
      if (!follow) {
        lines.all(desk).forEach(out::println);
        out.println(desk.open() + " open");
        return ExitCodes.OK;
      }
      try (FeedbackWriter writer = new FeedbackWriter(kafka)) {
        AlertSession session = new AlertSession(desk, writer::write, clock);
        follow(feed, session, lines, out);
      }
    } catch (InterruptException e) {
      return ExitCodes.OK; // asked to stop by whoever runs this as code
    }
    return ExitCodes.OK;
  }

  private void follow(AlertFeed feed, AlertSession session, AlertLines lines, PrintWriter out)
      throws IOException {
    try (Terminal terminal = Terminal.open(out)) {
      if (terminal == null) {
        followLines(feed, session, lines, out);
      } else {
        followKeys(feed, session, lines, terminal);
      }
    }
  }

  private void followKeys(AlertFeed feed, AlertSession session, AlertLines lines, Terminal terminal)
      throws IOException {
    AlertScreen screen = new AlertScreen(lines);
    TerminalSize size = TerminalSize.ofProcess();
    String message = "";
    long looked = System.nanoTime();
    while (true) {
      terminal.draw(screen.rows(desk, message, size), size.columns());
      feed.poll(POLL);
      for (char key = terminal.key(); key != 0; key = terminal.key()) {
        Entry before = desk.current();
        if (!session.press(key)) {
          return;
        }
        message = done(before);
      }
      if (System.nanoTime() - looked > RESIZE_NANOS) {
        size = TerminalSize.ofProcess();
        looked = System.nanoTime();
      }
    }
  }

  private void followLines(
      AlertFeed feed, AlertSession session, AlertLines lines, PrintWriter out) {
    LineInput input = new LineInput(System.in);
    Entry shown = null;
    while (true) {
      Entry current = desk.current();
      if (current != null && current != shown) {
        lines.alert(current, true).forEach(out::println);
        out.println(desk.open() + " open; " + AlertLines.KEYS);
        out.flush();
      }
      shown = current;
      String line = input.next();
      if (line == null) {
        feed.poll(POLL);
      } else if (!line.isBlank()) {
        Entry before = desk.current();
        if (!session.press(line.strip().charAt(0))) {
          return;
        }
        out.println(done(before));
        out.flush();
      }
    }
  }

  private static String done(@Nullable Entry before) {
    if (before == null) {
      return "no alert waits";
    }
    return before.given() == null
        ? ""
        : before.event().getTransactionId() + " is said to be " + before.given();
  }
}
