/**
 * The operator that scores: it gathers transactions while the model is busy, gives the model all
 * that wait once it is free, and lets the fallback decide where the model is late or fails.
 */
@NullMarked
package io.alcedo.scoring.inference;

import org.jspecify.annotations.NullMarked;
