/** Joins reports with the transactions that they are about, and makes labels of them. */
@NullMarked
package io.alcedo.retraining.join;

import org.jspecify.annotations.NullMarked;
