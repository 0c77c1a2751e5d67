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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes an ONNX graph node by node, from {@value FittedModel#INPUT} (float [N, features], NaN =
 * missing) to {@value FittedModel#OUTPUT} (float [N, 1]), in opset 13 of the standard's own domain
 * and version 3 of {@code ai.onnx.ml}. The same calls give the same bytes. For one thread, and for
 * one graph.
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

  private static final String TREES = "ai.onnx.ml";
  private static final int TREES_OPSET = 3;

  private final GraphProto.Builder graph;
  private final String prefix;

  /** Starts a graph that takes vectors of this many values. */
  public GraphWriter(int features) {
    this(
        GraphProto.newBuilder().setName("fraud").addInput(tensor(FittedModel.INPUT, features)), "");
  }

  private GraphWriter(GraphProto.Builder graph, String prefix) {
    this.graph = graph;
    this.prefix = prefix;
  }

  /** Goes on with a graph that is there, under names that begin as none of its own does. */
  public static GraphWriter onto(GraphProto.Builder graph, String name) {
    Set<String> taken = new HashSet<>();
    graph.getInputList().forEach(input -> taken.add(input.getName()));
    graph.getInitializerList().forEach(constant -> taken.add(constant.getName()));
    for (NodeProto node : graph.getNodeList()) {
      taken.add(node.getName());
      taken.addAll(node.getOutputList());
    }
    String prefix = name + "/";
    while (startsAny(taken, prefix)) {
      prefix = "_" + prefix;
    }
    return new GraphWriter(graph, prefix);
  }

  private static boolean startsAny(Set<String> names, String prefix) {
    return names.stream().anyMatch(name -> name.startsWith(prefix));
  }

  /** Returns a name for a value that no one else has, as long as it is asked for once. */
  public String own(String name) {
    return prefix + name;
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
    String output = own(operator.toLowerCase(Locale.ROOT) + "_" + graph.getNodeCount());
    add(operator, inputs, attributes, output);
    return output;
  }

  /** Adds a node that was made elsewhere. */
  public void add(NodeProto node) {
    graph.addNode(node);
  }

  /** Adds a cast to another type of number, its output named already, such as the graph's own. */
  public void castTo(String output, String value, TensorProto.DataType type) {
    add("Cast", List.of(value), Map.of("to", type.getNumber()), output);
  }

  /** Adds a cast to another type of number and returns the name of its output. */
  public String cast(String value, TensorProto.DataType type) {
    return node("Cast", List.of(value), Map.of("to", type.getNumber()));
  }

  /** Adds a tensor of floats in row-major order and returns its name. */
  public String floats(String name, float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return constant(name, TensorProto.DataType.FLOAT, bytes, shape);
  }

  /** Adds a tensor of doubles in row-major order and returns its name. */
  public String doubles(String name, double[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return constant(name, TensorProto.DataType.DOUBLE, bytes, shape);
  }

  /** Adds a tensor of 32-bit integers in row-major order and returns its name. */
  public String integers(String name, int[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return constant(name, TensorProto.DataType.INT32, bytes, shape);
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
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("alcedo")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(graph);
    if (graph.getNodeList().stream().anyMatch(node -> node.getDomain().equals(TREES))) {
      model.addOpsetImport(
          OperatorSetIdProto.newBuilder().setDomain(TREES).setVersion(TREES_OPSET));
    }
    return model.build().toByteArray();
  }

  private void add(
      String operator, List<String> inputs, Map<String, Integer> attributes, String output) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output.startsWith(prefix) ? output : own(output))
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
