/**
 * The demo: the whole system in one process, from simulated or replayed traffic to a summary of
 * what was decided, how fast and how well.
 */
@NullMarked
package io.alcedo.local.demo;

import org.jspecify.annotations.NullMarked;
