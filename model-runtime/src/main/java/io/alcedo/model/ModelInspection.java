package io.alcedo.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The checks of a model's bytes before native code sees them. Every message is visited, so that
 * subgraphs, attributes and sparse tensors are no hiding places; a field that this version of ONNX
 * does not know is refused too, since the runtime might know it. Nesting is bounded by the parser.
 */
final class ModelInspection {
  private static final int MOST_NODES = 20_000;

  private final Set<String> unknownOperators = new TreeSet<>();
  private int nodes;
  private boolean trees;

  private ModelInspection() {}

  /** Returns whether the model holds tree ensembles, for which CUDA has no kernels. */
  static boolean inspect(BundleManifest manifest, byte[] onnx) throws BundleException {
    ModelProto model;
    try {
      model = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw unreadable("The file is no ONNX model: " + e.getMessage());
    }
    if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
      throw unreadable("The file holds no graph");
    }
    if (model.getTrainingInfoCount() > 0) {
      throw unreadable("The model holds instructions for training");
    }
    ModelInspection inspection = new ModelInspection();
    inspection.visit(model);
    inspection.requireOperators(model);
    requireShapes(manifest, model.getGraph());
    return inspection.trees;
  }

  private void visit(Message message) throws BundleException {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      throw unreadable(
          "The model has fields that are not known here: message="
              + message.getDescriptorForType().getName()
              + ", fields="
              + message.getUnknownFields().asMap().keySet());
    }
    if (message instanceof TensorProto tensor) {
      requireOwnData(tensor);
    } else if (message instanceof NodeProto node) {
      note(node);
    }
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      if (field.getKey().getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      if (field.getValue() instanceof List<?> list) {
        for (Object element : list) {
          visit((Message) element);
        }
      } else {
        visit((Message) field.getValue());
      }
    }
  }

  private static void requireOwnData(TensorProto tensor) throws BundleException {
    if (tensor.getExternalDataCount() > 0
        || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      throw new BundleException(
          BundleProblem.EXTERNAL_DATA,
          "A model holds all its data itself: tensor=" + tensor.getName());
    }
  }

  private void note(NodeProto node) throws BundleException {
    nodes++;
    if (nodes > MOST_NODES) {
      throw new BundleException(
          BundleProblem.OVERSIZED, "A model has at most " + MOST_NODES + " nodes");
    }
    trees |= node.getOpType().startsWith("TreeEnsemble");
    if (!OperatorAllowList.operator(node.getDomain(), node.getOpType())) {
      unknownOperators.add(qualified(node.getDomain(), node.getOpType()));
    }
  }

  private void requireOperators(ModelProto model) throws BundleException {
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      if (!OperatorAllowList.domain(set.getDomain())) {
        unknownOperators.add(qualified(set.getDomain(), "*"));
      }
    }
    model
        .getFunctionsList()
        .forEach(function -> unknownOperators.add("function " + function.getName()));
    if (!unknownOperators.isEmpty()) {
      throw new BundleException(
          BundleProblem.UNKNOWN_OPERATOR,
          "The model uses operators that are not allowed: operators=" + unknownOperators);
    }
  }

  private static String qualified(String domain, String operator) {
    return domain.isEmpty() ? operator : domain + "." + operator;
  }

  private static void requireShapes(BundleManifest manifest, GraphProto graph)
      throws BundleException {
    Set<String> constants = new HashSet<>();
    graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
    graph.getSparseInitializerList().forEach(s -> constants.add(s.getValues().getName()));
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(in -> !constants.contains(in.getName())).toList();
    int features = manifest.features().size();
    if (inputs.size() != 1
        || !inputs.get(0).getName().equals(manifest.input().name())
        || !rows(inputs.get(0), features, false)) {
      throw wrongShape("input", manifest.input().name(), "[N, " + features + "]", inputs);
    }
    List<ValueInfoProto> outputs = graph.getOutputList();
    if (outputs.size() != 1
        || !outputs.get(0).getName().equals(manifest.output().name())
        || !rows(outputs.get(0), 1, true)) {
      throw wrongShape("output", manifest.output().name(), "[N] or [N, 1]", outputs);
    }
  }

  /** Whether a value is float with a free number of rows and so many columns. */
  private static boolean rows(ValueInfoProto value, int columns, boolean orNoColumn) {
    if (!value.getType().hasTensorType()
        || value.getType().getTensorType().getElemType() != TensorProto.DataType.FLOAT_VALUE) {
      return false;
    }
    List<TensorShapeProto.Dimension> dimensions =
        value.getType().getTensorType().getShape().getDimList();
    boolean free = !dimensions.isEmpty() && !dimensions.get(0).hasDimValue();
    return free
        && (dimensions.size() == 1
            ? orNoColumn
            : dimensions.size() == 2 && dimensions.get(1).getDimValue() == columns);
  }

  private static BundleException wrongShape(
      String what, String name, String shape, List<ValueInfoProto> actual) {
    return new BundleException(
        BundleProblem.WRONG_SHAPE,
        "A model has one "
            + what
            + " of float with free N: expected="
            + name
            + shape
            + ", actual="
            + actual.stream().map(ModelInspection::text).toList());
  }

  private static String text(ValueInfoProto value) {
    List<String> dimensions =
        value.getType().getTensorType().getShape().getDimList().stream()
            .map(
                size -> size.hasDimValue() ? Long.toString(size.getDimValue()) : size.getDimParam())
            .toList();
    int type = value.getType().getTensorType().getElemType();
    return value.getName() + dimensions + " of type " + TensorProto.DataType.forNumber(type);
  }

  private static BundleException unreadable(String message) {
    return new BundleException(BundleProblem.UNREADABLE_MODEL, message);
  }
}
