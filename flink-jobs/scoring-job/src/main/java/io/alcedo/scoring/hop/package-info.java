/**
 * The keyed hops: one operator for each entity of the feature set, each holding one profile a key
 * and filling its own slots of the feature vector.
 */
@NullMarked
package io.alcedo.scoring.hop;

import org.jspecify.annotations.NullMarked;
