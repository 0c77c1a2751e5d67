/**
 * What the job counts and measures: one catalogue of metrics in a registry of the process, and the
 * HTTP page of a task manager with its health and readiness.
 */
@NullMarked
package io.alcedo.scoring.metrics;

import org.jspecify.annotations.NullMarked;
