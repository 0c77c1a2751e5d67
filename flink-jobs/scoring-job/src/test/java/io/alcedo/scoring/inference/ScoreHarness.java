package io.alcedo.scoring.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.emit.OutputTopic;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.RosterEvent;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.alcedo.scoring.roster.Roster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** A score operator in Flink's harness, with fake models, and what its records say. */
final class ScoreHarness extends OneInputStreamOperatorTestHarness<ScoringEvent, Emission> {
  private static final int AMOUNT = RowLayout.STANDARD.index("amountMinor");
  private static final int PLACES = TestEvents.PLAN.compile().size();
  private static final int CURRENCY = RowLayout.STANDARD.index("currency");

  ScoreHarness(Map<String, String> settings, FakeModel models, Roster first) throws Exception {
    this(settings, models, first, 1, 0);
  }

  /** One subtask of several. */
  ScoreHarness(
      Map<String, String> settings, FakeModel models, Roster first, int parallelism, int subtask)
      throws Exception {
    super(
        new ScoreOperatorFactory(
            new ScoreSettings(config(settings), TestEvents.PLAN, models, first)),
        128,
        parallelism,
        subtask,
        new OperatorID());
    getExecutionConfig().enableObjectReuse();
    config.setupNetworkInputs(
        EventTypes.events(RowLayout.STANDARD).createSerializer(new SerializerConfigImpl()));
    config.serializeAllConfigs();
    setup(Emission.TYPE.createSerializer(new SerializerConfigImpl()));
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

  void process(TransactionEvent... events) throws Exception {
    for (TransactionEvent event : events) {
      processElement(event, 0);
    }
  }

  void follow(Roster roster) throws Exception {
    processElement(new RosterEvent(roster), 0);
  }

  /** Does what was mailed to the task until a condition holds. */
  void workUntil(BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition holds within 20 s").isLessThan(end);
      Optional<Mail> mail = getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
      if (mail.isPresent()) {
        mail.get().run();
      } else {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  /** Does what is mailed to the task next. */
  void workOnce() throws Exception {
    getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
  }

  static TransactionEvent event(int id, float score) {
    return event(id, score, 1_000);
  }

  static TransactionEvent event(int id, float score, long amount) {
    return event(id, "card", score, amount);
  }

  static TransactionEvent event(int id, String card, float score, long amount) {
    TransactionRow row = TestEvents.row(Integer.toString(id), card, "t1", id);
    row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, amount);
    row.setNumber(AMOUNT, amount);
    row.setText(CURRENCY, "EUR");
    float[] vector = new float[PLACES];
    vector[0] = score;
    TransactionEvent event =
        TransactionEvent.of(row, 1, new Origin("transactions", 0, id, 900), false);
    event.setVector(vector);
    event.plan(vector.length);
    return event;
  }

  /** Returns the generation that the operator follows, as its metric says. */
  long generation() {
    return (long) ScoringMetrics.ofProcess().swaps().generation(0).get();
  }

  List<RiskEvent> events() throws Exception {
    return records(OutputTopic.RISK_EVENTS, RiskEvent.class);
  }

  List<ScoredFeatures> vectors() throws Exception {
    return records(OutputTopic.SCORED_FEATURES, ScoredFeatures.class);
  }

  List<ModelStatus> statuses() throws Exception {
    return records(OutputTopic.MODEL_STATUS, ModelStatus.class);
  }

  private <T extends SpecificRecord> List<T> records(OutputTopic topic, Class<T> type)
      throws Exception {
    RecordDecoder<T> decoder = new RecordDecoder<>(new SingleObjectFraming(), type);
    List<T> records = new ArrayList<>();
    for (Emission emission : extractOutputValues()) {
      if (emission.topic() == topic) {
        T record = decoder.decode(emission.value());
        records.add(record);
        if (record instanceof RiskEvent event) {
          assertThat(new String(emission.key(), StandardCharsets.UTF_8))
              .isEqualTo(event.getCardToken());
        }
      }
    }
    return records;
  }
}
