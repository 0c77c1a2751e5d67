/** Gradient-boosted trees by XGBoost, and their export to ONNX. */
@NullMarked
package io.alcedo.training.boosting;

import org.jspecify.annotations.NullMarked;
