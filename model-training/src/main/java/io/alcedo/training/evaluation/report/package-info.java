/** Evaluations as JSON, and as a page that needs nothing but itself. */
@NullMarked
package io.alcedo.training.evaluation.report;

import org.jspecify.annotations.NullMarked;
