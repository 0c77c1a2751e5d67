/**
 * What reports on transactions mean: the verdict table, the standing verdicts of one transaction's
 * sources, and the label that follows from them. Pure: knows neither Flink nor Kafka.
 */
@NullMarked
package io.alcedo.retraining.verdict;

import org.jspecify.annotations.NullMarked;
