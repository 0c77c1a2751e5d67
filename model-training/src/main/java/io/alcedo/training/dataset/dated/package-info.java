/** Vectors and verdicts as dated Avro files, and what was known of a transaction at a moment. */
@NullMarked
package io.alcedo.training.dataset.dated;

import org.jspecify.annotations.NullMarked;
