package io.alcedo.scoring.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.FeatureSet;
import io.alcedo.model.BundleException;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.ModelVersion;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.scoring.OnnxBundles;
import io.alcedo.scoring.TestModel;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.roster.Roster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterReaderTest {
  private static final PlanSource PLAN =
      new PlanSource(TestModel.FEATURES, "features.yaml", List.of());
  private static final String LARGER =
      TestModel.FEATURES
          + "  - {name: card_count_12h, count: card, window: 12h, family: velocity}\n";

  @TempDir private Path directory;

  private AlcedoConfig config;
  private ModelVersion one;
  private ModelVersion two;
  private ModelVersion larger;
  private OneInputStreamOperatorTestHarness<Assignment, Roster> harness;

  @BeforeEach
  void open() throws Exception {
    one = OnnxBundles.linear(directory, PLAN.compile(), "1", 0.01f, -8);
    two = OnnxBundles.linear(directory, PLAN.compile(), "2", 0.02f, -8);
    larger =
        OnnxBundles.withSet(
            directory,
            FeatureSet.parse(LARGER, "larger").compile(RowLayout.STANDARD),
            "3",
            0.02f,
            -8,
            LARGER);
    config = config(Map.of());
    harness = harness(FirstRoster.own(config.model(), PLAN));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void configurationsOwnBundleDecidesWhereNoAssignmentSaysWho() throws Exception {
    assertThat(FirstRoster.own(config.model(), PLAN).assignment().active()).isEqualTo(one);
    process(assignment(1, null, two, null));
    assertThat(last().assignment().active()).isEqualTo(one);
    assertThat(last().assignment().shadows()).containsExactly(two);
  }

  @Test
  void assignmentBecomesARosterUnlessALaterOneIsKnown() throws Exception {
    process(assignment(3, two, null, one));
    process(assignment(2, one, null, null));
    process(new Assignment("another", 9, one, null, 0, List.of(), null, 1));
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(last().generation()).isEqualTo(3);
    assertThat(last().assignment().active()).isEqualTo(two);
    assertThat(last().assignment().previous()).isEqualTo(one);
    assertThat(last().featureSets()).isEmpty();
  }

  @Test
  void refusedActiveVersionLeavesTheRosterAndSaysWhy() throws Exception {
    process(assignment(1, two, null, null));
    process(assignment(2, new ModelVersion("9", "0".repeat(64)), null, null));
    Files.write(directory.resolve("swap/1/model.onnx"), new byte[] {1}); // no longer asked for
    process(assignment(3, new ModelVersion("2", "0".repeat(64)), null, null));
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(statuses())
        .extracting(ModelStatus::getCode)
        .containsExactly("MISSING_FILE", "DIGEST_MISMATCH");
    assertThat(statuses().get(0).getGeneration()).isEqualTo(2);
  }

  @Test
  void refusedShadowIsLeftOutAndTheRestIsFollowed() throws Exception {
    process(assignment(1, two, new ModelVersion("9", "0".repeat(64)), one));
    assertThat(last().assignment().active()).isEqualTo(two);
    assertThat(last().assignment().shadows()).isEmpty();
    assertThat(statuses()).extracting(ModelStatus::getModelVersion).containsExactly("9");
  }

  @Test
  void featureSetThatAModelBringsStaysForTheLifeOfTheState() throws Exception {
    process(assignment(1, one, larger, null));
    assertThat(statuses()).extracting(ModelStatus::getReason).isEmpty();
    assertThat(last().featureSets()).containsExactly(LARGER);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness(FirstRoster.own(config.model(), PLAN));
    harness.initializeState(state);
    harness.open();
    process(assignment(1, two, null, null)); // is known already
    assertThat(harness.extractOutputValues()).isEmpty();
    process(assignment(2, two, null, null));
    assertThat(last().featureSets()).containsExactly(LARGER);
    process(assignment(3, two, larger, null));
    assertThat(last().featureSets()).containsExactly(LARGER);
  }

  @Test
  void submissionStartsFromTheSetsThatTheJobHadBefore() throws Exception {
    process(assignment(1, one, larger, null));
    Roster next = FirstRoster.following(config, PLAN, assignment(2, one, null, null));
    assertThat(next.featureSets()).as("the shadow is gone, its set is not").containsExactly(LARGER);
    AlcedoConfig other = config(Map.of("job.name", "another"));
    assertThat(FirstRoster.following(other, PLAN, assignment(2, one, null, null)).featureSets())
        .isEmpty();
  }

  @Test
  void bundleOfTheConfigurationMayChangeWhileNothingIsAssigned() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    config = config(Map.of("model.bundle", directory.resolve("swap/2").toString()));
    Files.write(directory.resolve("swap/1/model.onnx"), new byte[] {1}); // no longer asked for
    harness = harness(FirstRoster.own(config.model(), PLAN));
    harness.initializeState(state);
    harness.open();
    process(assignment(1, null, larger, null));
    assertThat(last().assignment().active()).isEqualTo(two);
    assertThat(last().assignment().shadows()).containsExactly(larger);
  }

  @Test
  void modelWhoseFeaturesNobodyComputesIsRefused() throws Exception {
    ModelVersion without =
        OnnxBundles.withSet(
            directory,
            FeatureSet.parse(LARGER.replace("12h", "6h"), "other").compile(RowLayout.STANDARD),
            "4",
            0.02f,
            -8,
            TestModel.FEATURES);
    process(assignment(1, without, null, null));
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(statuses()).extracting(ModelStatus::getCode).containsExactly("UNKNOWN_FEATURE");
  }

  @Test
  void startComesUpWithThePreviousVersionWhereTheActiveOneCannotBeRun() throws Exception {
    Assignment assigned = assignment(3, two, larger, one);
    Path model = directory.resolve("swap/2/model.onnx");
    byte[] whole = Files.readAllBytes(model);
    Files.write(model, new byte[] {1});
    Roster first = FirstRoster.following(config, PLAN, assigned);
    assertThat(first.assignment().active()).isEqualTo(one);
    assertThat(first.assignment().previous()).isNull();
    assertThat(first.assignment().shadows()).containsExactly(larger);
    assertThat(first.featureSets()).containsExactly(LARGER);
    assertThat(first.generation()).isEqualTo(2);

    // The reader meets the assignment again, which says why.
    harness.close();
    harness = harness(first);
    harness.open();
    process(assigned);
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(statuses()).extracting(ModelStatus::getModelVersion).containsExactly("2");
    assertThat(statuses()).extracting(ModelStatus::getCode).containsExactly("DIGEST_MISMATCH");
    assertThat(statuses().get(0).getGeneration()).isEqualTo(3);

    // What can be run again takes over, with this assignment or a later one.
    Files.write(model, whole);
    process(assigned);
    assertThat(last().assignment()).isEqualTo(assigned);
    process(assignment(4, two, null, one));
    assertThat(last().generation()).isEqualTo(4);
  }

  @Test
  void startIsRefusedWithAllReasonsWhereNeitherVersionCanBeRun() throws Exception {
    Files.write(directory.resolve("swap/2/model.onnx"), new byte[] {1});
    Assignment assigned = assignment(3, two, null, new ModelVersion("9", "0".repeat(64)));
    assertThatThrownBy(() -> FirstRoster.following(config, PLAN, assigned))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("version=2, code=DIGEST_MISMATCH: ")
        .hasMessageContaining("version=9, code=MISSING_FILE: ");
    assertThatThrownBy(() -> FirstRoster.following(config, PLAN, assignment(3, two, null, null)))
        .isInstanceOf(BundleException.class)
        .hasMessageNotContaining("version=2, code");
  }

  @Test
  void nobodyIsTrustedWithoutAWord() throws Exception {
    assertThatThrownBy(
            () -> FirstRoster.own(config(Map.of("model.allow_unsigned", "false")).model(), PLAN))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("allow_unsigned=false");
  }

  private AlcedoConfig config(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap_servers", "unused:1");
    settings.put("privacy.keyset_file", "unused");
    settings.put("model.bundle", directory.resolve("swap/1").toString());
    settings.put("model.store", directory.toString());
    settings.put("model.allow_unsigned", "true");
    settings.putAll(more);
    return AlcedoConfig.of(settings);
  }

  private static Assignment assignment(
      long generation,
      @Nullable ModelVersion active,
      @Nullable ModelVersion shadow,
      @Nullable ModelVersion previous) {
    return new Assignment(
        OnnxBundles.MODEL,
        generation,
        active,
        null,
        0,
        shadow == null ? List.of() : List.of(shadow),
        previous,
        1_000);
  }

  private OneInputStreamOperatorTestHarness<Assignment, Roster> harness(Roster first)
      throws Exception {
    OneInputStreamOperatorTestHarness<Assignment, Roster> made =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new RosterReader(config, PLAN, first)),
            AssignmentSerializer.INSTANCE);
    made.setup(EventTypes.rosters().createSerializer(new SerializerConfigImpl()));
    return made;
  }

  private void process(Assignment assignment) throws Exception {
    harness.processElement(assignment, 0);
  }

  private Roster last() {
    List<Roster> rosters = harness.extractOutputValues();
    return rosters.get(rosters.size() - 1);
  }

  private List<ModelStatus> statuses() throws Exception {
    RecordDecoder<ModelStatus> decoder =
        new RecordDecoder<>(new SingleObjectFraming(), ModelStatus.class);
    List<ModelStatus> statuses = new ArrayList<>();
    Queue<StreamRecord<io.alcedo.scoring.emit.Emission>> said =
        harness.getSideOutput(RosterReader.STATUSES);
    if (said != null) {
      for (StreamRecord<io.alcedo.scoring.emit.Emission> record : said) {
        statuses.add(decoder.decode(record.getValue().value()));
      }
    }
    return statuses;
  }
}
