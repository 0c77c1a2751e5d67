/** The feature set as a job graph carries it: its text, compiled again on every task. */
@NullMarked
package io.alcedo.scoring.plan;

import org.jspecify.annotations.NullMarked;
