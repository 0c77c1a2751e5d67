package io.alcedo.scoring.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.model.BundleException;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.Decision;
import io.alcedo.schema.DecisionSource;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.emit.AlertNotice;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.emit.OutputTopic;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScoreOperatorTest {
  private static final int ALWAYS = 1_000_000;
  private static final int AMOUNT = RowLayout.STANDARD.index("amountMinor");
  private static final int CURRENCY = RowLayout.STANDARD.index("currency");

  private OneInputStreamOperatorTestHarness<ScoringEvent, Emission> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(config(Map.of()), new FakeModel());
    harness.open();
    harness.setProcessingTime(1_000);
  }

  @AfterEach
  void close() throws Exception {
    FakeModel.LET_GO.release(ALWAYS);
    harness.close();
    assertThat(FakeModel.RELEASED).isTrue();
  }

  @Test
  void emitsTheRecordsOfABatchInOneMail() throws Exception {
    FakeModel.reset(0);
    process(event(0, 0.1f), event(1, 0.6f), event(2, 0.95f));
    assertThat(harness.getOutput()).isEmpty();

    FakeModel.LET_GO.release(ALWAYS);
    harness.endInput();

    assertThat(events()).extracting(RiskEvent::getTransactionId).containsExactly("0", "1", "2");
    assertThat(events())
        .extracting(RiskEvent::getDecision)
        .containsExactly(Decision.APPROVE, Decision.REVIEW, Decision.DECLINE);
    assertThat(events()).allMatch(e -> e.getDecisionSource() == DecisionSource.MODEL);
    assertThat(events()).allMatch(e -> e.getDegradation() == Degradation.NONE);
    assertThat(events()).allMatch(e -> "fake".equals(e.getModelName()));
    assertThat(events().get(0).getReasons()).isEmpty();
    assertThat(events().get(2).getReasons().get(0).getCode()).isEqualTo("AMOUNT");
    assertThat(harness.getSideOutput(AlertNotice.TAG))
        .extracting(record -> record.getValue().cardKey())
        .containsExactly("north|card", "north|card");
    assertThat(vectors().get(1).getVector().get(0)).isEqualTo(0.6f);
    // The first went alone, since the model was idle; the others gathered meanwhile.
    assertThat(FakeModel.BATCHES.subList(0, 2)).containsExactly(1, 2);
  }

  @Test
  void letsTheFallbackDecideAtTheDeadlineAndDropsWhatComesLater() throws Exception {
    FakeModel.reset(0);
    process(event(0, 0.95f, 4_999), event(1, 0.1f, 5_000));

    harness.setProcessingTime(1_249);
    assertThat(harness.getOutput()).isEmpty();
    harness.setProcessingTime(1_250);

    assertThat(events())
        .extracting(RiskEvent::getDecision)
        .containsExactly(Decision.APPROVE, Decision.REVIEW);
    assertThat(events()).allMatch(e -> e.getDecisionSource() == DecisionSource.FALLBACK);
    assertThat(events()).allMatch(e -> e.getDegradation() == Degradation.MODEL_LATE);
    assertThat(events()).allMatch(e -> e.getScore() == null && e.getModelName() == null);

    FakeModel.LET_GO.release(ALWAYS);
    process(event(2, 0.2f));
    harness.endInput();
    assertThat(events()).extracting(RiskEvent::getTransactionId).containsExactly("0", "1", "2");
    assertThat(events().get(2).getDegradation()).isEqualTo(Degradation.NONE);
  }

  @Test
  void letsTheFallbackDecideWhereTheModelFails() throws Exception {
    FakeModel.reset(ALWAYS);
    FakeModel.FAILING.set(true);
    process(event(0, 0.1f));
    harness.prepareSnapshotPreBarrier(1);
    FakeModel.FAILING.set(false);
    process(event(1, 0.1f));
    harness.prepareSnapshotPreBarrier(2);

    assertThat(events())
        .extracting(RiskEvent::getDegradation)
        .containsExactly(Degradation.MODEL_FAILED, Degradation.NONE);
    assertThat(events().get(0).getDecision()).isEqualTo(Decision.APPROVE);
  }

  @Test
  void decidesAllBeforeBarriersAndWatermarks() throws Exception {
    FakeModel.reset(ALWAYS);
    for (int i = 0; i < 50; i++) {
      process(event(i, 0.1f));
    }
    harness.prepareSnapshotPreBarrier(1);
    assertThat(events()).hasSize(50);
    process(event(50, 0.1f));
    harness.processWatermark(10);
    assertThat(events()).hasSize(51);
    assertThat(harness.getOutput().toArray()[harness.getOutput().size() - 1])
        .isInstanceOf(org.apache.flink.streaming.api.watermark.Watermark.class);
  }

  @Test
  void holdsTheStreamBackWhereTooManyWait() throws Exception {
    FakeModel.reset(0);
    for (int i = 0; i < 5; i++) { // one under way, four wait: as many as may
      process(event(i, 0.1f));
    }
    Thread later =
        new Thread(
            () -> {
              await(() -> FakeModel.LET_GO.getQueueLength() > 0);
              FakeModel.LET_GO.release(1);
            });
    later.start();
    process(event(5, 0.1f));
    later.join();
    assertThat(events()).hasSize(1);
  }

  @Test
  void passesHistoryWithoutARecord() throws Exception {
    FakeModel.reset(ALWAYS);
    process(TestEvents.history("h", "card", "t", 0));
    harness.endInput();
    assertThat(harness.getOutput()).isEmpty();
  }

  @Test
  void decidesEachTransactionExactlyOnceWhateverTheModelDoes() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    FakeModel.reset(0);
    int count = 3_000;
    for (int i = 0; i < count; i++) {
      process(event(i, random.nextFloat()));
      FakeModel.LET_GO.release(random.nextInt(2));
      if (random.nextInt(40) == 0) {
        FakeModel.FAILING.set(random.nextBoolean());
        harness.setProcessingTime(harness.getProcessingTime() + random.nextInt(300));
      }
      if (random.nextInt(200) == 0) {
        FakeModel.LET_GO.release(ALWAYS);
        harness.prepareSnapshotPreBarrier(i);
        assertThat(events()).as("seed=%d", seed).hasSize(i + 1);
        FakeModel.LET_GO.drainPermits();
      }
      if (FakeModel.LET_GO.availablePermits() == 0 && i % 3 == 2) {
        FakeModel.LET_GO.release(2); // else the bounded queue holds this thread for good
      }
    }
    FakeModel.LET_GO.release(ALWAYS);
    harness.endInput();
    List<String> ids = events().stream().map(RiskEvent::getTransactionId).toList();
    assertThat(ids).as("seed=%d", seed).doesNotHaveDuplicates().hasSize(count);
  }

  @Test
  void refusesAModelThatNeedsWhatTheJobLacks() throws Exception {
    try (OneInputStreamOperatorTestHarness<ScoringEvent, Emission> other =
        harness(config(Map.of()), new FakeModel("merchant_age"))) {
      assertThatThrownBy(other::open)
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("missing=[merchant_age]");
    }
  }

  private static OneInputStreamOperatorTestHarness<ScoringEvent, Emission> harness(
      AlcedoConfig config, FakeModel model) throws Exception {
    OneInputStreamOperatorTestHarness<ScoringEvent, Emission> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ScoreOperatorFactory(new ScoreSettings(config, TestEvents.PLAN, model)),
            EventTypes.events(RowLayout.STANDARD).createSerializer(new SerializerConfigImpl()));
    harness.setup(Emission.TYPE.createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  private static AlcedoConfig config(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap_servers", "unused:1");
    settings.put("privacy.keyset_file", "unused");
    settings.put("model.bundle", "unused");
    settings.put("model.max_batch", "4");
    settings.put("model.max_pending", "4");
    settings.putAll(more);
    return AlcedoConfig.of(settings);
  }

  private void process(TransactionEvent... events) throws Exception {
    for (TransactionEvent event : events) {
      harness.processElement(event, 0);
    }
  }

  private static TransactionEvent event(int id, float score) {
    return event(id, score, 1_000);
  }

  private static TransactionEvent event(int id, float score, long amount) {
    TransactionRow row = TestEvents.row(Integer.toString(id), "card", "t1", id);
    row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, amount);
    row.setNumber(AMOUNT, amount);
    row.setText(CURRENCY, "EUR");
    float[] vector = TestEvents.PLAN.compile().newVector();
    vector[0] = score;
    TransactionEvent event =
        TransactionEvent.of(row, 1, new Origin("transactions", 0, id, 900), false);
    event.setVector(vector);
    return event;
  }

  private List<RiskEvent> events() throws Exception {
    return records(OutputTopic.RISK_EVENTS, RiskEvent.class);
  }

  private List<ScoredFeatures> vectors() throws Exception {
    return records(OutputTopic.SCORED_FEATURES, ScoredFeatures.class);
  }

  private <T extends org.apache.avro.specific.SpecificRecord> List<T> records(
      OutputTopic topic, Class<T> type) throws Exception {
    RecordDecoder<T> decoder = new RecordDecoder<>(new SingleObjectFraming(), type);
    List<T> records = new ArrayList<>();
    for (Emission emission : harness.extractOutputValues()) {
      if (emission.topic() == topic) {
        records.add(decoder.decode(emission.value()));
        if (topic == OutputTopic.RISK_EVENTS) {
          assertThat(new String(emission.key(), StandardCharsets.UTF_8)).isEqualTo("card");
        }
      }
    }
    return records;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
