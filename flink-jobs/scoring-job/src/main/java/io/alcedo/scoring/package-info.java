/**
 * The scoring job: transactions from Kafka, anonymised, turned into features, scored and decided,
 * and back to Kafka. Packages stand in the order of the data's way: {@code event}, {@code ingest},
 * {@code register}, {@code hop}, {@code inference}, {@code decision}, {@code emit}.
 */
@NullMarked
package io.alcedo.scoring;

import org.jspecify.annotations.NullMarked;
