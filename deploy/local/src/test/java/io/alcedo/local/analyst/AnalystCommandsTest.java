package io.alcedo.local.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.AlcedoCommand;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.embedded.EmbeddedKafka;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.running.Await;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The analyst's commands against a real broker. */
class AnalystCommandsTest {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();

  @TempDir private static Path directory;

  private static EmbeddedKafka kafka;

  /** A command with what it printed. */
  private static final class Run {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int code = -1;

    private Run execute(String... words) {
      CommandLine line = AlcedoCommand.commandLine();
      line.setOut(new PrintWriter(out, true));
      line.setErr(new PrintWriter(err, true));
      code =
          line.execute(
              Stream.concat(
                      Arrays.stream(words),
                      Stream.of("--bootstrap-servers=" + kafka.bootstrapServers()))
                  .toArray(String[]::new));
      return this;
    }

    private Run exits(int expected) {
      assertThat(code).as("out: %s%nerr: %s", out, err).isEqualTo(expected);
      return this;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    on("topics", "create", "--partitions=2").exits(ExitCodes.OK);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void writesAVerdictAndSaysWhatItMeans() {
    Run run =
        on(
            "feedback",
            "--transaction=t-77",
            "--verdict=fraud",
            "--source=chargeback",
            "--scheme=visa",
            "--reason-code=13.1",
            "--stage=first_chargeback",
            "--tenant=acme");

    assertThat(run.exits(ExitCodes.OK).out.toString())
        .contains("t-77 is said to be FRAUD by CHARGEBACK (feedback-")
        .contains("says nothing of fraud: NOT_FRAUD_RELATED");
    assertThat(on("feedback", "-t", "t-78", "--verdict=genuine").exits(ExitCodes.OK).out.toString())
        .contains("means GENUINE, rank 100");
    assertThat(on("tail", "feedback", "-n", "-1").exits(ExitCodes.OK).out.toString())
        .contains("\"transactionId\":\"t-77\"", "\"reasonCode\":\"13.1\"", "FIRST_CHARGEBACK")
        .contains("\"transactionId\":\"t-78\"", "ANALYST");
  }

  @Test
  void refusesWhatTheJobWouldRefuse() {
    Run run =
        on("feedback", "--transaction=4111111111111111", "--verdict=fraud", "--scheme=a@b.example");

    assertThat(run.exits(ExitCodes.REFUSED).err.toString())
        .contains("2 problems", "--transaction", "--scheme")
        .doesNotContain("4111");
    String long257 = "x".repeat(257);
    Run other =
        on("feedback", "-t", "t-1", "--verdict=fraud", "--tenant=a b", "--reason-code=" + long257);
    assertThat(other.exits(ExitCodes.REFUSED).err.toString())
        .contains("2 problems", "--tenant is 1 to 64 of letters", "--reason-code has at most 256");
    assertThat(on("feedback", "--verdict=stolen").exits(ExitCodes.USAGE).err.toString())
        .contains("--verdict", "--transaction");
  }

  @Test
  void takesVerdictsByKeysWithoutATerminalUntilTheirLabelsCome() throws Exception {
    send("alerts", TestAlerts.alert("t-1", "card-a", 1), TestAlerts.alert("t-2", "card-a", 2));
    send("alerts", TestAlerts.alert("t-3", "card-b", 3));
    assertThat(on("alerts", "--since=3650d").exits(ExitCodes.OK).out.toString())
        .contains("2 open alerts", "1 open alert", "3 open");
    assertThat(on("alerts", "--tenant=other").exits(ExitCodes.OK).out.toString())
        .contains("0 open");

    InputStream before = System.in;
    Run run = new Run();
    try (PipedOutputStream keys = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(keys)) {
      System.setIn(in);
      Thread thread =
          new Thread(() -> run.execute("alerts", "--follow", "--since=3650d"), "alerts");
      thread.start();
      awaitOut(run, "t-1");
      type(keys, "f\n");
      awaitOut(run, "t-1 is said to be FRAUD");
      awaitOut(run, "> 2026-03-01 12:00:02");
      type(keys, "s\ng\n");
      awaitOut(run, "t-3 is said to be GENUINE");
      send("labels", TestAlerts.label("t-1", Verdict.FRAUD, 1));
      send("alerts", TestAlerts.alert("t-4", "card-b", 4));
      awaitOut(run, "t-4");
      type(keys, "q\n");
      thread.join(60_000);
      run.exits(ExitCodes.OK);
    } finally {
      System.setIn(before);
    }

    assertThat(on("tail", "feedback", "-n", "-1").out.toString())
        .containsPattern("\"transactionId\":\"t-1\".*\"verdict\":\"FRAUD\"")
        .containsPattern("\"transactionId\":\"t-3\".*\"verdict\":\"GENUINE\"")
        .doesNotContain("\"transactionId\":\"t-2\"");
    assertThat(on("alerts", "--since=3650d").out.toString())
        .contains("t-2", "t-4", "3 open")
        .doesNotContain("t-1");
  }

  private static void awaitOut(Run run, String text) throws Exception {
    Await.until(text, () -> run.out.toString().contains(text) || run.code > 0);
    assertThat(run.out.toString()).as(run.err.toString()).contains(text);
  }

  private static void type(PipedOutputStream keys, String text) throws Exception {
    keys.write(text.getBytes(StandardCharsets.US_ASCII));
    keys.flush();
  }

  private static void send(String topic, SpecificRecord... records) {
    try (KafkaProducer<byte[], byte[]> producer =
        KafkaConnection.to(kafka.bootstrapServers()).producer()) {
      for (SpecificRecord record : records) {
        producer.send(new ProducerRecord<>(topic, FRAMING.encode(record)));
      }
    }
  }

  private static Run on(String... words) {
    return new Run().execute(words);
  }
}
