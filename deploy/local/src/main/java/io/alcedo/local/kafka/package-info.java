/** How the command reaches Kafka: connection options, framing and record streams. */
@NullMarked
package io.alcedo.local.kafka;

import org.jspecify.annotations.NullMarked;
