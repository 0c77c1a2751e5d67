/**
 * What both Flink jobs stand on: Flink's settings and those of the Kafka sources, as the
 * configuration says them, and what explicit serializers of immutable elements share.
 */
@NullMarked
package io.alcedo.jobs;

import org.jspecify.annotations.NullMarked;
