/**
 * Card traffic with labelled fraud, for the demo, tests and benchmarks: a population of cards and
 * merchants, their genuine habits, and fraud scenarios that play out over minutes to days. All of
 * it is made up and follows from a seed; no real card, person or merchant is in it.
 */
@NullMarked
package io.alcedo.simulator;

import org.jspecify.annotations.NullMarked;
