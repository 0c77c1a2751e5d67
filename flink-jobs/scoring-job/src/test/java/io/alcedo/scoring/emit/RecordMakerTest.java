package io.alcedo.scoring.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.schema.Decision;
import io.alcedo.schema.DecisionSource;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.framing.ConfluentFraming;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.RegistrySettings;
import io.alcedo.schema.framing.RegistryStandIn;
import io.alcedo.schema.framing.SchemaRegistry;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.schema.topics.Topic;
import io.alcedo.scoring.decision.Scored;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bytes of records are those that Avro writes of its generated classes. */
class RecordMakerTest {
  private static final int ROUNDS = 5;
  private static final String POLICY = "policy-é";

  private static FeaturePlan plan;
  private static TreeSet<String> entities;

  @BeforeAll
  static void plan() throws Exception {
    plan = FeatureSet.named("card-payments").compile(RowLayout.STANDARD);
    entities = new TreeSet<>(Set.of("cardToken"));
    for (EntityPlan entity : plan.entities()) {
      entities.addAll(entity.slots());
    }
  }

  @Test
  void writesTheBytesThatAvroWrites() throws Exception {
    check(new SingleObjectFraming());
  }

  @Test
  void writesThemBehindTheIdsOfARegistry() throws Exception {
    try (RegistryStandIn registry = new RegistryStandIn()) {
      check(
          new ConfluentFraming(
              new SchemaRegistry(RegistrySettings.of(registry.url())),
              Topic::toString,
              InstantSource.system()));
    }
  }

  /** Of every decision, source and degradation; the rest by chance. */
  private static void check(Framing framing) throws Exception {
    long seed = new Random().nextLong();
    RandomScored transactions = new RandomScored(seed, plan.layout());
    RecordMaker maker = new RecordMaker(framing, plan, RecordMakerTest::hash, POLICY);
    List<SpecificRecord> riskEvents = new ArrayList<>();
    List<SpecificRecord> vectors = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Decision decision : Decision.values()) {
        for (DecisionSource source : DecisionSource.values()) {
          for (Degradation degradation : Degradation.values()) {
            Scored scored = transactions.next(decision, source, degradation);
            String hash = hash(scored.event().plannedFeatures());
            riskEvents.add(AvroReference.riskEvent(scored, hash, POLICY));
            vectors.add(AvroReference.scoredFeatures(scored, hash, entities, plan.layout()));
            check(framing, maker.riskEvent(scored), scored, last(riskEvents), seed);
            check(framing, maker.scoredFeatures(scored), scored, last(vectors), seed);
          }
        }
      }
    }
    assertVaried(riskEvents, Set.of("policyVersion"), seed);
    assertVaried(vectors, Set.of("sequence"), seed);
  }

  private static void check(
      Framing framing, Emission emission, Scored scored, SpecificRecord record, long seed)
      throws Exception {
    assertThat(emission.value())
        .as("seed %d, %s", seed, record)
        .isEqualTo(AvroReference.bytes(framing.header(record.getSchema()), record));
    int key =
        emission.topic() == OutputTopic.RISK_EVENTS
            ? TransactionRow.CARD_TOKEN
            : TransactionRow.TRANSACTION_ID;
    assertThat(new String(emission.key(), StandardCharsets.UTF_8))
        .isEqualTo(scored.event().row().required(key));
  }

  /** No field was left out: each had several values, among them null where it can be. */
  private static void assertVaried(List<SpecificRecord> records, Set<String> fixed, long seed) {
    for (Schema.Field field : records.get(0).getSchema().getFields()) {
      Set<Object> values = new HashSet<>();
      records.forEach(record -> values.add(String.valueOf(record.get(field.pos()))));
      if (!fixed.contains(field.name())) {
        assertThat(values).as("seed %d, %s", seed, field).hasSizeGreaterThan(1);
      }
      if (field.schema().isNullable() && !field.name().matches("ingestedAt|.*Threshold")) {
        assertThat(values).as("seed %d, %s", seed, field).contains("null");
      }
    }
  }

  private static SpecificRecord last(List<SpecificRecord> records) {
    return Objects.requireNonNull(records.get(records.size() - 1));
  }

  private static String hash(int places) {
    return Integer.toHexString(places * 0x9e3779b1).repeat(1 + places % 9);
  }
}
