package io.alcedo.training.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.alcedo.training.trainer.FittedModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes an ONNX graph node by node, from {@value FittedModel#INPUT} (float [N, features], NaN =
 * missing) to {@value FittedModel#OUTPUT} (float [N, 1]), in opset 13 of the standard's own domain.
 * The same calls give the same bytes. For one thread, and for one graph.
 *
 * <pre>{@code
 * GraphWriter graph = new GraphWriter(3);
 * String sum = graph.node("ReduceSum", List.of(FittedModel.INPUT, graph.indices("axis", 1)));
 * byte[] onnx = graph.sigmoid(sum);
 * }</pre>
 */
public final class GraphWriter {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("fraud");

  /** Starts a graph that takes vectors of this many values. */
  public GraphWriter(int features) {
    graph.addInput(tensor(FittedModel.INPUT, features));
  }

  /** Adds a node without attributes and returns the name of its output. */
  public String node(String operator, List<String> inputs) {
    return node(operator, inputs, Map.of());
  }

  /**
   * Adds a node and returns the name of its output.
   *
   * @param operator one of the standard's operators
   * @param inputs the names of constants and of other nodes' outputs
   * @param attributes the node's attributes, all of them whole numbers
   */
  public String node(String operator, List<String> inputs, Map<String, Integer> attributes) {
    String output = operator.toLowerCase(java.util.Locale.ROOT) + "_" + graph.getNodeCount();
    add(operator, inputs, attributes, output);
    return output;
  }

  /** Adds a tensor of floats in row-major order and returns its name. */
  public String floats(String name, float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return constant(name, TensorProto.DataType.FLOAT, bytes, shape);
  }

  /** Adds a vector of indices and returns its name. */
  public String indices(String name, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return constant(name, TensorProto.DataType.INT64, bytes, values.length);
  }

  /** Ends the graph with the sigmoid of log-odds, float [N, 1], and returns the model's bytes. */
  public byte[] sigmoid(String logOdds) {
    add("Sigmoid", List.of(logOdds), Map.of(), FittedModel.OUTPUT);
    graph.addOutput(tensor(FittedModel.OUTPUT, 1));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("alcedo")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private void add(
      String operator, List<String> inputs, Map<String, Integer> attributes, String output) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output);
    new TreeMap<>(attributes)
        .forEach(
            (name, value) ->
                node.addAttribute(
                    AttributeProto.newBuilder()
                        .setName(name)
                        .setType(AttributeType.INT)
                        .setI(value)));
    graph.addNode(node);
  }

  private String constant(String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
    TensorProto.Builder constant =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long size : shape) {
      constant.addDims(size);
    }
    graph.addInitializer(constant);
    return name;
  }

  private static ValueInfoProto tensor(String name, int columns) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
