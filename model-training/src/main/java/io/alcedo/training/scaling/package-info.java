/** Standardised columns of feature vectors, and missing values, for models that sum. */
@NullMarked
package io.alcedo.training.scaling;

import org.jspecify.annotations.NullMarked;
