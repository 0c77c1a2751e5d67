/** Plain neural networks by PyTorch, and their export to ONNX. */
@NullMarked
package io.alcedo.training.neural;

import org.jspecify.annotations.NullMarked;
