package io.alcedo.scoring.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.IngestPolicy;
import io.alcedo.privacy.KeyChange;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.Label;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.ingest.IngestSettings;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.ingest.JobClock;
import io.alcedo.scoring.ingest.RecordIngest;
import io.alcedo.scoring.plan.FeatureSource;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.stage.RotatingTraffic.Arrival;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job computes while the key of its pseudonyms changes, beside one whose key does not. */
class KeyRotationTest {
  private static final Framing FRAMING = new SingleObjectFraming();
  private static final Instant START = RotatingTraffic.BEGIN.plus(Duration.ofDays(30));
  private static final Duration GRACE = Duration.ofDays(1);
  private static final int DAYS_AFTER = 50;

  @TempDir private Path directory;

  private Path file;
  private KeysetSource unchanged;

  /** What a job emitted. */
  private static final class Run {
    final Map<String, TransactionEvent> events = new HashMap<>();
    final Map<String, Map<String, String>> entities = new HashMap<>();
    final Set<String> operators = new HashSet<>();
    final List<Rejection> rejections = new ArrayList<>();
    Map<String, OperatorSubtaskState> state = Map.of();
  }

  @BeforeEach
  void makeKeys() throws Exception {
    file = directory.resolve("keyset.json");
    KeysetSource.create(file);
    Path copy = directory.resolve("unchanged.json");
    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    unchanged = KeysetSource.file(copy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"card-payments", "card-risk"})
  void featuresAreThoseOfARunWithoutARotation(String set) throws Exception {
    long seed = System.nanoTime();
    PlanSource plan = FeatureSource.named(set);
    Duration length = horizon(plan);
    Instant takeover = START.plus(length);
    List<Arrival> traffic = RotatingTraffic.days((int) length.toDays() + 30 + DAYS_AFTER, seed);
    Run expected = new Run();
    run(expected, plan, unchanged, null, traffic);

    Run run = new Run();
    run(run, plan, KeysetSource.file(file), null, between(traffic, Instant.MIN, START));
    KeysetSource.change(file, keyset -> KeyChange.begin(keyset, START, length));
    Instant middle = START.plus(length.dividedBy(2));
    KeyRotation rotation = rotation();
    run(run, plan, KeysetSource.file(file), rotation, between(traffic, START, middle));
    run(run, plan, KeysetSource.file(file), rotation, between(traffic, middle, takeover));
    Instant end = takeover.plus(GRACE);
    run(run, plan, KeysetSource.file(file), rotation, between(traffic, takeover, end));
    KeysetSource.change(file, keyset -> KeyChange.retire(keyset, end, GRACE));
    run(run, plan, KeysetSource.file(file), rotation(), between(traffic, end, Instant.MAX));

    assertThat(run.rejections).isEmpty();
    assertSame(seed, expected, run, Instant.MIN);
    assertThat(run.events.values())
        .allSatisfy(
            event ->
                assertThat(event.row().required(TransactionRow.CARD_TOKEN))
                    .startsWith(rotation.keyAt(time(event)) + "."));
    assertThat(run.operators).contains("hop-card", "hop-card-" + rotation.to());
    assertThat(run.operators)
        .as("only where terminals remember cards")
        .satisfies(
            ids ->
                assertThat(ids.contains("hop-terminal-" + rotation.to()))
                    .isEqualTo(set.equals("card-payments")));
    assertThat(run.state.keySet()).doesNotContain("hop-card");
  }

  @Test
  void aStoppedKeyCostsTheCardsTheirPastAndKeepsThatOfTerminals() throws Exception {
    long seed = System.nanoTime();
    PlanSource plan = FeatureSource.named("card-payments");
    Duration length = horizon(plan);
    List<Arrival> traffic = RotatingTraffic.days((int) length.toDays() + 60, seed);
    Run expected = new Run();
    run(expected, plan, unchanged, null, traffic);

    Run run = new Run();
    run(run, plan, KeysetSource.file(file), null, between(traffic, Instant.MIN, START));
    KeysetSource.change(file, keyset -> KeyChange.stop(keyset, START));
    run(run, plan, KeysetSource.file(file), rotation(), between(traffic, START, Instant.MAX));

    assertThat(run.rejections).as("repetitions are known under the new key").isEmpty();
    assertSame(seed, expected, run, START.plus(length));
    int count = plan.compile().names().indexOf("card_count_30d");
    int frauds = plan.compile().names().indexOf("terminal_fraud_rate_30d");
    List<TransactionEvent> first =
        run.events.values().stream()
            .filter(event -> !time(event).isBefore(START))
            .filter(event -> time(event).isBefore(START.plus(Duration.ofDays(3))))
            .toList();
    assertThat(first)
        .isNotEmpty()
        .allSatisfy(
            event -> {
              float[] known = expected.events.get(id(event)).requiredVector();
              assertThat(event.requiredVector()[count]).isLessThan(known[count]);
              assertThat(event.requiredVector()[frauds]).isEqualTo(known[frauds]);
            });
  }

  @Test
  void otherContentIsOtherContentUnderAnyKey() throws Exception {
    PlanSource plan = FeatureSource.named("card-risk");
    Arrival first =
        RotatingTraffic.days(1, 5).stream().filter(a -> a.transaction() != null).findFirst().get();
    Arrival changed =
        RotatingTraffic.days(1, 5).stream().filter(a -> a.transaction() != null).findFirst().get();
    changed.transaction().setMerchantId("another");
    Run run = new Run();
    run(run, plan, KeysetSource.file(file), null, List.of(first));
    KeysetSource.change(file, keyset -> KeyChange.stop(keyset, START));

    run(run, plan, KeysetSource.file(file), rotation(), List.of(first, changed, first));

    assertThat(run.events).hasSize(1);
    assertThat(run.rejections).extracting(Rejection::code).containsExactly("CONTENT_MISMATCH");
  }

  private static void assertSame(long seed, Run expected, Run run, Instant from) {
    assertThat(run.events.keySet()).as("seed %d", seed).isEqualTo(expected.events.keySet());
    int compared = 0;
    for (TransactionEvent event : run.events.values()) {
      if (!time(event).isBefore(from)) {
        compared++;
        assertThat(event.requiredVector())
            .as("seed %d, transaction %s at %s", seed, id(event), time(event))
            .isEqualTo(expected.events.get(id(event)).requiredVector());
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  /** Runs a job from the state that the last one left, to the end of these arrivals. */
  private static void run(
      Run run,
      PlanSource plan,
      KeysetSource keyset,
      @Nullable KeyRotation rotation,
      List<Arrival> arrivals)
      throws Exception {
    RecordIngest ingest =
        new RecordIngest(
            new IngestSettings(
                keyset,
                SingleObjectFraming::new,
                IngestLimits.DEFAULT.withAnyTime(),
                plan.signals(),
                JobClock.EVENT,
                rotation));
    StageHarness stage = new StageHarness(plan, rotation, run.state);
    run.operators.addAll(stage.ids());
    for (Arrival arrival : arrivals) {
      ScoringEvent event = event(ingest, arrival, run);
      if (event == null) {
        continue;
      }
      for (TransactionEvent scored : stage.take(event)) {
        assertThat(run.events.put(id(scored), scored)).as("once").isNull();
        run.entities.put(id(scored), entities(scored));
      }
    }
    run.rejections.addAll(stage.rejections());
    run.state = stage.end();
  }

  private static @Nullable ScoringEvent event(RecordIngest ingest, Arrival arrival, Run run) {
    Origin origin = new Origin("in", 0, 0, arrival.at().toEpochMilli());
    Ingested ingested;
    if (arrival.transaction() != null) {
      ingested = ingest.transaction(FRAMING.encode(arrival.transaction()), origin, false);
    } else if (arrival.outcome() != null) {
      ingested = ingest.outcome(FRAMING.encode(arrival.outcome()), origin);
    } else {
      TransactionEvent scored = run.events.get(arrival.id());
      if (scored == null) {
        return null;
      }
      ingested = ingest.label(FRAMING.encode(label(arrival, scored, run)), origin);
    }
    assertThat(ingested).isInstanceOf(Ingested.Accepted.class);
    return ((Ingested.Accepted) ingested).event();
  }

  private static Label label(Arrival arrival, TransactionEvent scored, Run run) {
    return Label.newBuilder()
        .setTransactionId(arrival.id())
        .setTenant("north")
        .setEventTime(time(scored))
        .setBaseAmountMinor(scored.row().number(TransactionRow.BASE_AMOUNT_MINOR))
        .setVerdict(arrival.verdict())
        .setRevision(arrival.revision())
        .setReportedAt(arrival.at())
        .setEntities(run.entities.get(arrival.id()))
        .build();
  }

  /** Returns what the record of a vector says of the entities. */
  private static Map<String, String> entities(TransactionEvent event) {
    Map<String, String> entities = new TreeMap<>();
    for (String name :
        List.of("cardToken", "deviceToken", "acquirerId", "merchantId", "terminalId")) {
      int index = RowLayout.STANDARD.index(name);
      String text = event.row().text(index);
      if (text != null) {
        entities.put(name, text);
        TransactionRow twin = event.twin();
        if (twin != null && IngestPolicy.tokenSlots().contains(name)) {
          entities.put("next." + name, twin.required(index));
        }
      }
    }
    return entities;
  }

  private KeyRotation rotation() throws Exception {
    KeyRotation rotation = KeysetSource.file(file).load().rotation();
    assertThat(rotation).isNotNull();
    return rotation;
  }

  private static Duration horizon(PlanSource plan) {
    return plan.compile().entities().stream()
        .map(entity -> entity.horizon())
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private static List<Arrival> between(List<Arrival> arrivals, Instant from, Instant to) {
    return arrivals.stream()
        .filter(arrival -> !arrival.at().isBefore(from) && arrival.at().isBefore(to))
        .toList();
  }

  private static String id(TransactionEvent event) {
    return event.row().required(TransactionRow.TRANSACTION_ID);
  }

  private static Instant time(TransactionEvent event) {
    return Instant.ofEpochMilli(event.row().eventTime());
  }
}
