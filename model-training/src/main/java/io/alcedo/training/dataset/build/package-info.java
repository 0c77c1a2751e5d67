/** Makes datasets of history, or of the dated files of vectors and verdicts. */
@NullMarked
package io.alcedo.training.dataset.build;

import org.jspecify.annotations.NullMarked;
