/** How the jobs and commands reach Kafka, as the configuration says it: framing and clients. */
@NullMarked
package io.alcedo.operations.kafka;

import org.jspecify.annotations.NullMarked;
