package io.alcedo.training.calibration;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.alcedo.training.onnx.GraphWriter;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.LogOdds;
import io.alcedo.training.trainer.TrainingException;
import java.util.List;

/**
 * Appends a {@link CalibrationMap} to an exported graph, whoever exported it.
 *
 * <p>Where the output {@value FittedModel#OUTPUT} comes of a {@code Sigmoid}, that node goes and
 * the map takes what it took, since log-odds in float hold what a float probability near 1 has
 * lost; else the map takes the log-odds of the output. It computes in double: one column of one
 * value a row costs next to nothing, and no rounding turns the order of two scores around.
 */
final class CalibratedGraph {
  /** From here on {@code Max} and {@code Min} broadcast. */
  private static final long LEAST_OPSET = 8;

  private final GraphProto.Builder graph;
  private final GraphWriter writer;
  private final CalibrationMap map;

  private CalibratedGraph(GraphProto.Builder graph, CalibrationMap map) {
    this.graph = graph;
    this.writer = GraphWriter.onto(graph, "calibration");
    this.map = map;
  }

  /**
   * Returns the bytes of a model that scores calibrated probabilities.
   *
   * @param onnx a model whose output is {@value FittedModel#OUTPUT}, float [N, 1]
   * @throws TrainingException NOT_EXPORTABLE where it is no such model
   */
  static byte[] append(byte[] onnx, CalibrationMap map) throws TrainingException {
    ModelProto.Builder model;
    try {
      model = ModelProto.parseFrom(onnx).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new TrainingException(
          TrainingException.Code.NOT_EXPORTABLE, "A trainer exports an ONNX model", e);
    }
    long opset =
        model.getOpsetImportList().stream()
            .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
            .mapToLong(OperatorSetIdProto::getVersion)
            .findFirst()
            .orElse(0);
    if (opset < LEAST_OPSET) {
      throw notExportable(
          "A graph to calibrate is of opset " + LEAST_OPSET + " or later: opset=" + opset);
    }
    new CalibratedGraph(model.getGraphBuilder(), map).append();
    return model.build().toByteArray();
  }

  private void append() throws TrainingException {
    requireColumn();
    String claimed = claimedLogOdds();
    double[] knots = map.knots();
    int pieces = map.pieces();
    double[] lower = new double[pieces];
    double[] upper = new double[pieces];
    double[] anchors = new double[pieces];
    for (int piece = 0; piece < pieces; piece++) {
      lower[piece] = CalibrationMap.lower(knots, piece);
      upper[piece] = CalibrationMap.upper(knots, piece);
      anchors[piece] = CalibrationMap.anchor(knots, piece);
    }
    String raised = writer.node("Max", List.of(claimed, writer.doubles("lower", lower, pieces)));
    String inside = writer.node("Min", List.of(raised, writer.doubles("upper", upper, pieces)));
    String lengths =
        writer.node("Sub", List.of(inside, writer.doubles("anchors", anchors, pieces)));
    String rise =
        writer.node("MatMul", List.of(lengths, writer.doubles("slopes", map.slopes(), pieces, 1)));
    String logOdds = writer.node("Add", List.of(rise, scalar("offset", map.offset())));
    // 1 / (1 + exp(-x)) keeps all digits of small probabilities; the runtime's Sigmoid does not.
    String inverse = writer.node("Exp", List.of(writer.node("Neg", List.of(logOdds))));
    String whole = writer.node("Add", List.of(inverse, scalar("one", 1)));
    String probability = writer.node("Reciprocal", List.of(whole));
    writer.castTo(FittedModel.OUTPUT, probability, DataType.FLOAT);
  }

  /** Takes the output's name from the node that has it; returns its log-odds, in double. */
  private String claimedLogOdds() throws TrainingException {
    for (int i = 0; i < graph.getNodeCount(); i++) {
      NodeProto node = graph.getNode(i);
      int output = node.getOutputList().indexOf(FittedModel.OUTPUT);
      if (output < 0) {
        continue;
      }
      String renamed = writer.own("uncalibrated");
      if (!sigmoid(node)) {
        graph.setNode(i, node.toBuilder().setOutput(output, renamed));
        return logOdds(writer.cast(renamed, DataType.DOUBLE));
      }
      graph.removeNode(i);
      return writer.cast(node.getInput(0), DataType.DOUBLE);
    }
    throw notExportable("A node of a graph to calibrate puts out " + FittedModel.OUTPUT);
  }

  private static boolean sigmoid(NodeProto node) {
    return node.getOpType().equals("Sigmoid") && node.getDomain().isEmpty();
  }

  /** Refuses an output that more than the graph's own output takes, or that is no column. */
  private void requireColumn() throws TrainingException {
    if (graph.getOutputCount() != 1
        || !graph.getOutput(0).getName().equals(FittedModel.OUTPUT)
        || graph.getOutput(0).getType().getTensorType().getShape().getDimCount() != 2
        || graph.getNodeList().stream()
            .anyMatch(node -> node.getInputList().contains(FittedModel.OUTPUT))) {
      throw notExportable(
          "A graph to calibrate has one output of shape [N, 1] that no node takes: expected="
              + FittedModel.OUTPUT
              + ", actual="
              + graph.getOutputList().stream().map(ValueInfoProto::getName).toList());
    }
  }

  private static TrainingException notExportable(String message) {
    return new TrainingException(TrainingException.Code.NOT_EXPORTABLE, message);
  }

  /** Adds what {@link LogOdds#of} computes. */
  private String logOdds(String probability) {
    String above = writer.node("Max", List.of(probability, scalar("least", LogOdds.LEAST)));
    String inside = writer.node("Min", List.of(above, scalar("most", LogOdds.MOST)));
    String other = writer.node("Sub", List.of(scalar("certain", 1), inside));
    return writer.node(
        "Sub", List.of(writer.node("Log", List.of(inside)), writer.node("Log", List.of(other))));
  }

  private String scalar(String name, double value) {
    return writer.doubles(name, new double[] {value}, 1);
  }
}
