/** How well scores tell frauds from genuine transactions. */
@NullMarked
package io.alcedo.training.evaluation;

import org.jspecify.annotations.NullMarked;
