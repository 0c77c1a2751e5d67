/** Logistic regression, the baseline that every other trainer is held against. */
@NullMarked
package io.alcedo.training.logistic;

import org.jspecify.annotations.NullMarked;
