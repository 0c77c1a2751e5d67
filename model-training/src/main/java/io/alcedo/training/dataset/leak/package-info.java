/** Checks that no feature knows what came after its transaction. */
@NullMarked
package io.alcedo.training.dataset.leak;

import org.jspecify.annotations.NullMarked;
