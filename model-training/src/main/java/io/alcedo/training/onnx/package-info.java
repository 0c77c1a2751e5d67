/** Writing ONNX graphs node by node. */
@NullMarked
package io.alcedo.training.onnx;

import org.jspecify.annotations.NullMarked;
