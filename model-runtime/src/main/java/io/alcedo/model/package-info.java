/**
 * Model bundles and what computes with them: the manifest and its checks, the trial in a child
 * process, ONNX sessions on CPU or CUDA, the binding of a job's features to a model's, reasons by
 * feature family, and the worker thread that scores batch after batch.
 */
@NullMarked
package io.alcedo.model;

import org.jspecify.annotations.NullMarked;
