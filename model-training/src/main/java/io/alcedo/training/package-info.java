/**
 * From labelled history to a model bundle: rows that the very feature code made, a split by time
 * that respects when labels became known, a model fitted by any {@link
 * io.alcedo.training.trainer.Trainer}, its evaluation, and its export to ONNX, held against the
 * trainer's own predictions.
 */
@NullMarked
package io.alcedo.training;

import org.jspecify.annotations.NullMarked;
