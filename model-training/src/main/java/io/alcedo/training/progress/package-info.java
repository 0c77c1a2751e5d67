/** How far a training has come. */
@NullMarked
package io.alcedo.training.progress;

import org.jspecify.annotations.NullMarked;
