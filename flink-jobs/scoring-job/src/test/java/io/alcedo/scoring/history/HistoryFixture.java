package io.alcedo.scoring.history;

import io.alcedo.features.FeatureReplay;
import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.KeysetException;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.csv.CsvMapping;
import io.alcedo.schema.csv.TransactionCsv;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.history.History;
import io.alcedo.scoring.event.LabelEvent;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.OutcomeEvent;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.hop.PlanSource;
import io.alcedo.scoring.ingest.IngestSettings;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.ingest.JobClock;
import io.alcedo.scoring.ingest.RecordIngest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small history on disk with many events at the same instant, and what a replay makes of it. */
final class HistoryFixture {
  static final PlanSource PLAN =
      new PlanSource(
          """
          name: test
          entities:
            card: cardToken
            terminal: terminalId
          features:
            - {name: amount, value: baseAmount, family: amount}
            - {name: card_count, count: card, window: 1h, family: velocity}
            - {name: card_sum, sum: baseAmount, by: card, window: 1d, family: amount}
            - {name: card_since_last, since_last: card, family: velocity}
            - {name: card_declined, count: card, window: 1d, where: {outcome: declined}, family: velocity}
            - {name: terminal_count, count: terminal, window: 1h, family: velocity}
            - {name: terminal_cards, distinct: cardToken, by: terminal, window: 1d, family: velocity}
            - {name: terminal_frauds, fraud_rate: terminal, window: 1d, delay: 0d, empty: 0, family: risk}
          """,
          "test.yaml",
          List.of());

  private static final String MAPPING =
      """
      fields:
        transactionId: ID
        eventTime: {column: TIME, format: iso, zone: UTC}
        cardNumber: CARD
        terminalId: TERMINAL
        amountMinor: AMOUNT
        baseAmountMinor: AMOUNT
        currency: {constant: EUR}
      fraud: FRAUD
      label_delay: 30m
      outcome:
        action: {column: ACTION, values: {ok: APPROVED, no: DECLINED_BY_ISSUER}}
        delay: 0s
      """;

  final HistoryFile file;
  final IngestSettings settings;

  private HistoryFixture(HistoryFile file, IngestSettings settings) {
    this.file = file;
    this.settings = settings;
  }

  static IngestSettings settings(Path directory) throws KeysetException {
    return new IngestSettings(
        KeysetSource.createIfAbsent(directory),
        SingleObjectFraming::new,
        IngestLimits.DEFAULT,
        List.of(),
        JobClock.EVENT);
  }

  /** Writes rows of which about three share each instant. */
  static HistoryFixture write(Path directory, int rows, long seed)
      throws IOException, KeysetException {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("ID,TIME,CARD,TERMINAL,AMOUNT,FRAUD,ACTION\n");
    Instant time = Instant.parse("2026-03-01T00:00:00Z");
    for (int i = 0; i < rows; i++) {
      time = time.plusSeconds(random.nextInt(3) == 0 ? 60 : 0);
      csv.append("t%d,%s,card-%d,".formatted(i, time, random.nextInt(7)));
      csv.append(random.nextInt(9) == 0 ? "" : "term-" + random.nextInt(5));
      csv.append(",%d,".formatted(100 + random.nextInt(9000)));
      csv.append(random.nextInt(5) == 0 ? "" : random.nextInt(4) == 0 ? "1" : "0");
      csv.append(random.nextInt(3) == 0 ? ",no\n" : random.nextInt(2) == 0 ? ",ok\n" : ",\n");
    }
    Path transactions = Files.writeString(directory.resolve("history.csv"), csv);
    Path mapping = Files.writeString(directory.resolve("mapping.yaml"), MAPPING);
    return new HistoryFixture(
        new HistoryFile(transactions.toString(), mapping.toString()), settings(directory));
  }

  /** Returns the events in the total order, as the job's source makes them. */
  List<ScoringEvent> events() throws Exception {
    RecordIngest ingest = new RecordIngest(settings);
    List<ScoringEvent> events = new ArrayList<>();
    try (TransactionCsv csv =
        TransactionCsv.open(Path.of(file.path()), CsvMapping.named(file.mapping()))) {
      History.of(csv)
          .forEachRemaining(
              event -> {
                Origin origin = new Origin("history", 0, event.position(), event.time());
                events.add(((Ingested.Accepted) ingest.history(event, origin, false)).event());
              });
    }
    return events;
  }

  /** Returns the vectors that an in-memory replay computes, in the order of the input. */
  List<float[]> replay() throws Exception {
    FeatureReplay replay = new FeatureReplay(PLAN.compile());
    List<float[]> vectors = new ArrayList<>();
    for (ScoringEvent event : events()) {
      if (event instanceof TransactionEvent transaction) {
        vectors.add(replay.transaction(transaction.idHash(), transaction.row()));
      } else if (event instanceof LabelEvent label) {
        replay.label(label.row(), label.update());
      } else if (event instanceof OutcomeEvent outcome) {
        replay.outcome(outcome.row(), outcome.update());
      }
    }
    return vectors;
  }
}
