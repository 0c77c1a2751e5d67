package io.alcedo.scoring.history;

import io.alcedo.features.FeatureReplay;
import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.KeysetException;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.csv.CsvMapping;
import io.alcedo.schema.csv.TransactionCsv;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.history.History;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.LabelEvent;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.OutcomeEvent;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.ingest.IngestSettings;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.ingest.JobClock;
import io.alcedo.scoring.ingest.RecordIngest;
import io.alcedo.scoring.plan.PlanSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    return write(directory, "history", rows(0, rows, "2026-03-01T00:00:00Z", seed));
  }

  /** Writes these rows. */
  static HistoryFixture write(Path directory, String name, List<String> rows)
      throws IOException, KeysetException {
    String csv = "ID,TIME,CARD,TERMINAL,AMOUNT,FRAUD,ACTION\n" + String.join("", rows);
    Path transactions = Files.writeString(directory.resolve(name + ".csv"), csv);
    Path mapping = Files.writeString(directory.resolve("mapping.yaml"), MAPPING);
    return new HistoryFixture(
        new HistoryFile(transactions.toString(), mapping.toString()), settings(directory));
  }

  /** Returns rows with ids counted from a number, beginning at an instant. */
  static List<String> rows(int first, int count, String start, long seed) {
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    Instant time = Instant.parse(start);
    for (int i = 0; i < count; i++) {
      time = time.plusSeconds(random.nextInt(3) == 0 ? 60 : 0);
      String terminal = random.nextInt(9) == 0 ? "" : "term-" + random.nextInt(5);
      String fraud = random.nextInt(5) == 0 ? "" : random.nextInt(4) == 0 ? "1" : "0";
      String action = random.nextInt(3) == 0 ? "no" : random.nextInt(2) == 0 ? "ok" : "";
      rows.add(
          "t%d,%s,card-%d,%s,%d,%s,%s\n"
              .formatted(
                  first + i,
                  time,
                  random.nextInt(7),
                  terminal,
                  100 + random.nextInt(9000),
                  fraud,
                  action));
    }
    return rows;
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
                Ingested ingested = ingest.history(event, origin, false);
                events.add(((Ingested.Accepted) ingested).event());
              });
    }
    return events;
  }

  /** Returns the vectors that an in-memory replay computes, in the order of the input. */
  List<float[]> replay() throws Exception {
    return List.copyOf(replay(new FeatureReplay(PLAN.compile())).values());
  }

  /** Returns the vectors of this history by transaction id, after what was replayed before. */
  Map<String, float[]> replay(FeatureReplay replay) throws Exception {
    Map<String, float[]> vectors = new LinkedHashMap<>();
    for (ScoringEvent event : events()) {
      if (event instanceof TransactionEvent transaction) {
        vectors.put(
            event.row().required(TransactionRow.TRANSACTION_ID),
            replay.transaction(transaction.idHash(), transaction.row()));
      } else if (event instanceof LabelEvent label) {
        replay.label(label.row(), label.update());
      } else if (event instanceof OutcomeEvent outcome) {
        replay.outcome(outcome.row(), outcome.update());
      }
    }
    return vectors;
  }
}
