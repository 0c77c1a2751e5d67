/**
 * What tells whether scoring still is what it was: drift of features and scores against the same
 * hours of earlier weeks, and the quality of scores and alerts once labels are known. Pure and
 * clock-free; all state has a versioned format.
 */
@NullMarked
package io.alcedo.training.monitor;

import org.jspecify.annotations.NullMarked;
