/**
 * Where records enter the job: Kafka records are decoded, validated and anonymised in one place,
 * and become events or rejections before anything else sees them.
 */
@NullMarked
package io.alcedo.scoring.ingest;

import org.jspecify.annotations.NullMarked;
