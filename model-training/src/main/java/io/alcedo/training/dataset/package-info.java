/** Labelled rows: how they come of history, and how they are split by time. */
@NullMarked
package io.alcedo.training.dataset;

import org.jspecify.annotations.NullMarked;
