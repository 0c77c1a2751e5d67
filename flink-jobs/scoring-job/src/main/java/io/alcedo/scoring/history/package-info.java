/**
 * Past transactions as a source: to fill profiles before a live stream begins, and to compute the
 * features of a whole file in a bounded run.
 */
@NullMarked
package io.alcedo.scoring.history;

import org.jspecify.annotations.NullMarked;
