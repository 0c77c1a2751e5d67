/** What is counted of verdicts and labels. */
@NullMarked
package io.alcedo.retraining.metrics;

import org.jspecify.annotations.NullMarked;
