package io.alcedo.model;

import java.util.Map;
import java.util.Set;

/**
 * The operators a served model may use: arithmetic, dense and recurrent layers, what trees written
 * as tensors need, and tree ensembles. No control flow, no sequences, no strings, nothing random,
 * nothing with a file, no domain but the two of the standard.
 */
final class OperatorAllowList {
  private static final Set<String> CORE =
      Set.of(
          "Abs",
          "Add",
          "And",
          "BatchNormalization",
          "Cast",
          "Clip",
          "Concat",
          "Constant",
          "ConstantOfShape",
          "Div",
          "Elu",
          "Equal",
          "Erf",
          "Exp",
          "Expand",
          "Flatten",
          "GRU",
          "Gather",
          "GatherElements",
          "GatherND",
          "Gelu",
          "Gemm",
          "Greater",
          "GreaterOrEqual",
          "HardSigmoid",
          "Identity",
          "IsInf",
          "IsNaN",
          "LSTM",
          "LayerNormalization",
          "LeakyRelu",
          "Less",
          "LessOrEqual",
          "Log",
          "MatMul",
          "Max",
          "Min",
          "Mul",
          "Neg",
          "Not",
          "Or",
          "PRelu",
          "Pow",
          "Reciprocal",
          "ReduceMax",
          "ReduceMean",
          "ReduceMin",
          "ReduceSum",
          "Relu",
          "Reshape",
          "Selu",
          "Shape",
          "Sigmoid",
          "Slice",
          "Softmax",
          "Softplus",
          "Split",
          "Sqrt",
          "Squeeze",
          "Sub",
          "Sum",
          "Tanh",
          "Tile",
          "Transpose",
          "Unsqueeze",
          "Where",
          "Xor");

  private static final Set<String> CLASSICAL =
      Set.of(
          "Imputer",
          "LinearRegressor",
          "Normalizer",
          "Scaler",
          "TreeEnsemble",
          "TreeEnsembleRegressor");

  private static final Map<String, Set<String>> BY_DOMAIN =
      Map.of("", CORE, "ai.onnx", CORE, "ai.onnx.ml", CLASSICAL);

  private OperatorAllowList() {}

  static boolean domain(String domain) {
    return BY_DOMAIN.containsKey(domain);
  }

  static boolean operator(String domain, String operator) {
    return BY_DOMAIN.getOrDefault(domain, Set.of()).contains(operator);
  }
}
