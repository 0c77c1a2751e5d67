/**
 * What one core does a second in each step of a transaction's way, measured with JMH over simulated
 * traffic. Never shipped.
 */
@NullMarked
package io.alcedo.benchmarks;

import org.jspecify.annotations.NullMarked;
