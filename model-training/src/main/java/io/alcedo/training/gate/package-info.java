/**
 * Whether a challenger may take a champion's place: what it must show, and how sure that must be.
 */
@NullMarked
package io.alcedo.training.gate;

import org.jspecify.annotations.NullMarked;
