/**
 * What an operator sees of a process: the page of its metrics, its health and readiness, and the
 * reference of all metrics. The jobs bring their own catalogues.
 */
@NullMarked
package io.alcedo.operations.metrics;

import org.jspecify.annotations.NullMarked;
