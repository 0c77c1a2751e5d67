/** The {@code features} command: the feature vectors of a whole file, from a bounded run. */
@NullMarked
package io.alcedo.local.features;

import org.jspecify.annotations.NullMarked;
