/** What the job writes to Kafka: labels and dead letters. */
@NullMarked
package io.alcedo.retraining.emit;

import org.jspecify.annotations.NullMarked;
