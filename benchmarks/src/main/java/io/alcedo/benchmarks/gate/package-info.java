/** How often the promotion gate errs, and what it finds, over simulated labels. */
@NullMarked
package io.alcedo.benchmarks.gate;

import org.jspecify.annotations.NullMarked;
