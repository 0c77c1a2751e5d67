/**
 * From labelled history to a model bundle: rows that the very feature code made, a split by time
 * that respects when labels became known, gradient-boosted trees, their evaluation, and their
 * export to ONNX, held against the trainer's own predictions.
 */
@NullMarked
package io.alcedo.training;

import org.jspecify.annotations.NullMarked;
