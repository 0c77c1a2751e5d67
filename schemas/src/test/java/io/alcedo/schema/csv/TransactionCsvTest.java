package io.alcedo.schema.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alcedo.schema.CardNumberKind;
import io.alcedo.schema.Channel;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.ThreeDSecureResult;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.TransactionType;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.history.LabelledTransaction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionCsvTest {
  private static final String HANDBOOK =
      """
      TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_TIME_SECONDS,TX_TIME_DAYS,TX_FRAUD,TX_FRAUD_SCENARIO
      748066,2018-06-18 00:00:15,1263,145,32.27,6739215,78,0,0
      748067,2018-06-18 00:00:20,2400,7641,183.70000000000002,6739220,78,1,2
      """;

  private static final String MAPPING =
      """
      fields:
        transactionId: id
        tenant: {column: tenant}
        type: {column: type, values: {P: PURCHASE, W: CASH_WITHDRAWAL}}
        eventTime: {column: at, zone: Europe/Paris}
        amountMinor: {column: amount, unit: major, digits: 0}
        baseAmountMinor: base
        currency: {column: currency, values: {yen: JPY}}
        cardNumber: card
        cardNumberKind: {constant: PAN}
        cardholderName: name
        channel: channel
        latitude: lat
      signals: {age: account age}
      fraud: {column: verdict, fraud: [F], genuine: [G]}
      label_delay: 1d
      label_time: {column: labelled, format: epoch_millis}
      outcome:
        action: {column: status, values: {ok: SETTLED}}
        threeDSecureResult: 3ds
        settledAmountMinor: {column: settled, unit: major}
        delay: 2m
      separator: ";"
      """;

  private static final String HEADER =
      "id;tenant;type;at;amount;base;currency;card;name;channel;lat;account age;verdict;labelled;"
          + "status;3ds;settled;unmapped\n";

  @TempDir Path folder;

  @Test
  void readsTheHandbooksRows() throws IOException {
    List<LabelledTransaction> rows = read("a.csv", HANDBOOK, CsvMapping.named("handbook"));

    assertThat(rows).hasSize(2);
    Transaction first = rows.get(0).transaction();
    assertThat(first.getTransactionId()).isEqualTo("748066");
    assertThat(first.getEventTime()).isEqualTo(Instant.parse("2018-06-18T00:00:15Z"));
    assertThat(first.getCardNumber()).isEqualTo("1263");
    assertThat(first.getCardNumberKind()).isEqualTo(CardNumberKind.OPAQUE_TOKEN);
    assertThat(first.getTerminalId()).isEqualTo("145");
    assertThat(first.getAmountMinor()).isEqualTo(3227);
    assertThat(first.getBaseAmountMinor()).isEqualTo(3227);
    assertThat(first.getCurrency()).isEqualTo("USD");
    assertThat(first.getTenant()).isEqualTo("default");
    assertThat(first.getType()).isEqualTo(TransactionType.PURCHASE);
    assertThat(first.getUtcOffsetMinutes()).isNull();
    assertThat(rows.get(0).fraud()).isFalse();
    assertThat(rows.get(0).outcome()).isNull();
    assertThat(rows.get(1).fraud()).isTrue();
    assertThat(rows.get(1).transaction().getAmountMinor()).isEqualTo(18370);
    assertThat(Instant.ofEpochMilli(rows.get(1).labelKnownAt()))
        .isEqualTo(Instant.parse("2018-06-25T00:00:20Z"));
  }

  @Test
  void readsACompressedFile() throws IOException {
    Path file = folder.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(HANDBOOK.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(read(file, CsvMapping.named("handbook"))).hasSize(2);
  }

  @Test
  void readsEveryKindOfField() throws Exception {
    String row =
        "t1;north;W;2026-07-01T12:00:00+02:00;1500;930;yen;4000000000000002;"
            + "\"Zoë \"\"Z\"\"; Example\";online;48.85;3.5;F;1782900000001;ok;FAILED;14.20;x\n";

    LabelledTransaction read = mapped(HEADER + row).get(0);

    Transaction transaction = read.transaction();
    assertThat(transaction.getTenant()).isEqualTo("north");
    assertThat(transaction.getType()).isEqualTo(TransactionType.CASH_WITHDRAWAL);
    assertThat(transaction.getEventTime()).isEqualTo(Instant.parse("2026-07-01T10:00:00Z"));
    assertThat(transaction.getUtcOffsetMinutes()).isEqualTo(120);
    assertThat(transaction.getAmountMinor()).isEqualTo(1500);
    assertThat(transaction.getBaseAmountMinor()).isEqualTo(930);
    assertThat(transaction.getCurrency()).isEqualTo("JPY");
    assertThat(transaction.getCardNumberKind()).isEqualTo(CardNumberKind.PAN);
    assertThat(transaction.getCardholderName()).isEqualTo("Zoë \"Z\"; Example");
    assertThat(transaction.getChannel()).isEqualTo(Channel.ONLINE);
    assertThat(transaction.getLatitude()).isEqualTo(48.85);
    assertThat(transaction.getSignals()).containsOnly(Map.entry("age", 3.5));
    assertThat(read.fraud()).isTrue();
    assertThat(read.labelKnownAt()).isEqualTo(1_782_900_000_001L);
    Outcome outcome = read.outcome();
    assertThat(outcome.getTransactionId()).isEqualTo("t1");
    assertThat(outcome.getTenant()).isEqualTo("north");
    assertThat(outcome.getAction()).isEqualTo(OutcomeAction.SETTLED);
    assertThat(outcome.getThreeDSecureResult()).isEqualTo(ThreeDSecureResult.FAILED);
    assertThat(outcome.getSettledAmountMinor()).isEqualTo(1420);
    assertThat(outcome.getOccurredAt()).isEqualTo(Instant.parse("2026-07-01T10:02:00Z"));
    assertEncodable(transaction);
  }

  @Test
  void takesEmptyCellsForDefaultsAndForNoLabelAndNoOutcome() throws Exception {
    LabelledTransaction read =
        mapped(HEADER + "t1;;;2026-07-01 12:00;1500;930;yen;4;;;;;;;;;;\n").get(0);

    assertThat(read.transaction().getTenant()).isEqualTo("default");
    assertThat(read.transaction().getType()).isEqualTo(TransactionType.PURCHASE);
    assertThat(read.transaction().getChannel()).isEqualTo(Channel.UNKNOWN);
    assertThat(read.transaction().getCardholderName()).isNull();
    assertThat(read.transaction().getUtcOffsetMinutes()).isNull();
    assertThat(read.transaction().getSignals()).isEmpty();
    assertThat(read.fraud()).isNull();
    assertThat(read.outcome()).isNull();
    assertEncodable(read.transaction());
  }

  @Test
  void takesTheDelayWhereALabelsTimeIsEmpty() throws IOException {
    LabelledTransaction read =
        mapped(HEADER + "t1;;;2026-07-01 12:00;1500;930;yen;4;;;;;G;;;;;\n").get(0);

    assertThat(read.fraud()).isFalse();
    assertThat(Instant.ofEpochMilli(read.labelKnownAt()))
        .isEqualTo(Instant.parse("2026-07-02T10:00:00Z"));
  }

  @Test
  void namesAllColumnsThatAreMissingOrThereTwice() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.csv"),
            "TRANSACTION_ID,TX_DATETIM,CUSTOMER_ID,CUSTOMER_ID,TX_FRAUD\n");

    CsvMappingException thrown =
        catchThrowableOfType(
            CsvMappingException.class,
            () -> TransactionCsv.open(file, CsvMapping.named("handbook")));

    assertThat(thrown.problems())
        .containsExactlyInAnyOrder(
            "eventTime: the file has no column \"TX_DATETIME\"; did you mean \"TX_DATETIM\"?",
            "amountMinor: the file has no column \"TX_AMOUNT\"",
            "baseAmountMinor: the file has no column \"TX_AMOUNT\"",
            "cardNumber: the file has more than one column \"CUSTOMER_ID\"",
            "terminalId: the file has no column \"TERMINAL_ID\"");
  }

  @Test
  void namesRowAndColumnOfAWrongCell() {
    String good = HANDBOOK.lines().toList().get(1) + "\n";

    assertThatThrownBy(() -> handbook(good + good.replace("32.27", "lots")))
        .isInstanceOf(CsvRowException.class)
        .hasMessageContaining("row=2, column=TX_AMOUNT, field=amountMinor, value=\"lots\"");
    assertThatThrownBy(() -> handbook(good.replace("2018-06-18 00:00:15", "yesterday")))
        .hasMessageContaining("row=1, column=TX_DATETIME, field=eventTime");
    assertThatThrownBy(() -> handbook(good.replace(",0,0", ",perhaps,0")))
        .hasMessageContaining("column=TX_FRAUD");
    assertThatThrownBy(() -> handbook(good.replace("748066", "")))
        .hasMessageContaining("column=TRANSACTION_ID")
        .hasMessageContaining("must not be empty");
  }

  @Test
  void neverShowsACellThatIdentifies() {
    String row = "t1;;;2026-07-01 12:00;1500;930;yen;4;;;4000000000000002;;;;;;;\n";

    assertThatThrownBy(() -> mapped(HEADER + row.replace("4000000000000002", "here 51.5")))
        .isInstanceOf(CsvRowException.class)
        .hasMessageContaining("column=lat")
        .hasMessageNotContaining("51.5");
  }

  @Test
  void refusesRowsThatAreRaggedOrNoCsv() {
    assertThatThrownBy(() -> handbook("1,2018-06-18 00:00:15,1263\n"))
        .isInstanceOf(CsvRowException.class)
        .hasMessageContaining("row=1, cells=3, columns=9");
    assertThatThrownBy(() -> handbook("1,\"4000000000000002\n"))
        .isInstanceOf(CsvRowException.class)
        .hasMessageContaining("row=1")
        .hasMessageNotContaining("4000");
  }

  @Test
  void readsAByteOrderMarkWindowsLineEndsAndEmptyLines() throws IOException {
    String windows = "\uFEFF" + HANDBOOK.replace("\n", "\r\n") + "\r\n\r\n";

    assertThat(read("a.csv", windows, CsvMapping.named("handbook"))).hasSize(2);
  }

  @Test
  void isEmptyAfterItsHeader() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.csv"), HANDBOOK.lines().findFirst().get() + "\n");
    try (TransactionCsv csv = TransactionCsv.open(file, CsvMapping.named("handbook"))) {
      assertThat(csv.hasNext()).isFalse();
      assertThat(csv.rows()).isZero();
      assertThatThrownBy(csv::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void saysWhenThereIsNoFileOrNoCompressedOne() throws IOException {
    CsvMapping handbook = CsvMapping.named("handbook");
    assertThatThrownBy(() -> TransactionCsv.open(folder.resolve("none.csv"), handbook))
        .isInstanceOf(NoSuchFileException.class);
    Path plain = Files.writeString(folder.resolve("a.csv.gz"), HANDBOOK);
    assertThatThrownBy(() -> TransactionCsv.open(plain, handbook)).isInstanceOf(IOException.class);
    Path empty = Files.writeString(folder.resolve("b.csv"), "");
    assertThatThrownBy(() -> TransactionCsv.open(empty, handbook))
        .isInstanceOf(CsvMappingException.class);
  }

  private List<LabelledTransaction> handbook(String rows) throws IOException {
    String header = HANDBOOK.lines().findFirst().get();
    return read("a.csv", header + "\n" + rows, CsvMapping.named("handbook"));
  }

  private List<LabelledTransaction> mapped(String text) throws IOException {
    return read("m.csv", text, CsvMapping.parse(MAPPING, "test"));
  }

  private List<LabelledTransaction> read(String name, String text, CsvMapping mapping)
      throws IOException {
    return read(Files.writeString(folder.resolve(name), text), mapping);
  }

  private static List<LabelledTransaction> read(Path file, CsvMapping mapping) throws IOException {
    List<LabelledTransaction> rows = new ArrayList<>();
    try (TransactionCsv csv = TransactionCsv.open(file, mapping)) {
      csv.forEachRemaining(rows::add);
      assertThat(csv.rows()).isEqualTo(rows.size());
    }
    return rows;
  }

  private static void assertEncodable(Transaction transaction) throws Exception {
    SingleObjectFraming framing = new SingleObjectFraming();
    assertThat(new RecordDecoder<>(framing, Transaction.class).decode(framing.encode(transaction)))
        .isEqualTo(transaction);
  }
}
