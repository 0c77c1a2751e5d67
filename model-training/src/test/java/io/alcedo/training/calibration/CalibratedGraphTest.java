package io.alcedo.training.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.alcedo.training.onnx.GraphWriter;
import io.alcedo.training.onnx.OnnxSession;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.LogOdds;
import io.alcedo.training.trainer.TrainingException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibratedGraphTest {
  private static final float TOLERANCE = 1e-6f;

  @Test
  void takesTheLogOddsBeforeASigmoid() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      CalibrationMap map = RandomMaps.map(random);
      float[] claimed = new float[3_000];
      for (int row = 0; row < claimed.length; row++) {
        claimed[row] =
            (float) (row % 2 == 0 ? 8 * random.nextGaussian() : 300 * random.nextGaussian());
      }
      claimed[0] = Float.POSITIVE_INFINITY;
      claimed[1] = Float.NEGATIVE_INFINITY;
      try (OnnxSession session = new OnnxSession(CalibratedGraph.append(sigmoid(), map))) {
        float[] scores = session.score(claimed, claimed.length);
        for (int row = 0; row < scores.length; row++) {
          assertSame(map.probability(claimed[row]), scores[row], seed, round);
        }
      }
    }
  }

  @Test
  void takesTheLogOddsOfAProbabilityThatComesOfAnythingElse() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      CalibrationMap map = RandomMaps.map(random);
      float[] probabilities = RandomMaps.probabilities(random, 3_000);
      try (OnnxSession session =
          new OnnxSession(CalibratedGraph.append(partner().build().toByteArray(), map))) {
        float[] scores = session.score(probabilities, probabilities.length);
        for (int row = 0; row < scores.length; row++) {
          double claimed = LogOdds.of(probabilities[row]);
          float expected = (float) LogOdds.probability(map.logOdds(claimed));
          assertSame(expected, scores[row], seed, round);
          assertThat(scores[row]).isGreaterThanOrEqualTo(row == 0 ? 0 : scores[row - 1]);
        }
      }
    }
  }

  @Test
  void scoresThatAreNoNumberStayNone() throws Exception {
    CalibrationMap map = RandomMaps.map(new Random(1));
    for (byte[] onnx : List.of(sigmoid(), partner().build().toByteArray())) {
      try (OnnxSession session = new OnnxSession(CalibratedGraph.append(onnx, map))) {
        assertThat(session.score(new float[] {0.3f, Float.NaN}, 2)[1]).isNaN();
      }
    }
  }

  @Test
  void takesNamesThatTheGraphDoesNotHave() throws Exception {
    ModelProto.Builder model = partner();
    model.getGraphBuilder().getNodeBuilder(0).setOutput(0, "calibration/max_2");
    model.getGraphBuilder().getNodeBuilder(1).setInput(0, "calibration/max_2");
    CalibrationMap map = RandomMaps.map(new Random(2));
    try (OnnxSession session =
        new OnnxSession(CalibratedGraph.append(model.build().toByteArray(), map))) {
      assertThat(session.score(new float[] {0.5f}, 1)[0]).isEqualTo(map.probability(0));
    }
  }

  @Test
  void refusesWhatItCannotCalibrate() {
    ModelProto.Builder old = partner();
    old.getOpsetImportBuilder(0).setVersion(7);
    assertRefused(old, "opset=7");

    ModelProto.Builder other = partner();
    other.getGraphBuilder().getOutputBuilder(0).setName("score");
    assertRefused(other, "actual=[score]");

    ModelProto.Builder flat = partner();
    flat.getGraphBuilder()
        .getOutputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .removeDim(1);
    assertRefused(flat, "shape [N, 1]");

    ModelProto.Builder taken = partner();
    taken
        .getGraphBuilder()
        .addNode(
            NodeProto.newBuilder()
                .setOpType("Neg")
                .addInput(FittedModel.OUTPUT)
                .addOutput("further"));
    assertRefused(taken, "no node takes");

    ModelProto.Builder nowhere = partner();
    nowhere.getGraphBuilder().removeNode(1);
    assertRefused(nowhere, "puts out");
  }

  private static void assertRefused(ModelProto.Builder model, String message) {
    assertThatThrownBy(
            () -> CalibratedGraph.append(model.build().toByteArray(), CalibrationMap.identity()))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.code()).isEqualTo(TrainingException.Code.NOT_EXPORTABLE))
        .hasMessageContaining(message);
  }

  private static void assertSame(float expected, float actual, long seed, int round) {
    assertThat(Math.abs(expected - actual))
        .as("seed=%d round=%d expected=%s actual=%s", seed, round, expected, actual)
        .isLessThanOrEqualTo(TOLERANCE)
        .isLessThanOrEqualTo(Math.max(Float.MIN_NORMAL, expected * 1e-5f));
  }

  /** A model that takes its one feature for the log-odds. */
  private static byte[] sigmoid() {
    GraphWriter graph = new GraphWriter(1);
    return graph.sigmoid(graph.node("Identity", List.of(FittedModel.INPUT)));
  }

  /** A model of another's making that takes its one feature for the probability. */
  private static ModelProto.Builder partner() {
    try {
      ModelProto.Builder model = ModelProto.parseFrom(sigmoid()).toBuilder();
      model.getGraphBuilder().getNodeBuilder(1).setOpType("Identity");
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
