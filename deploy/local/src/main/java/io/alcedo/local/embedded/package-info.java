/** The embedded default: a real Kafka broker and a Flink mini cluster inside this process. */
@NullMarked
package io.alcedo.local.embedded;

import org.jspecify.annotations.NullMarked;
