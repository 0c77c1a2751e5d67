/**
 * How records become Kafka messages and back: Avro single-object encoding by default, or the
 * Confluent wire format against a schema registry, behind one interface.
 */
@NullMarked
package io.alcedo.schema.framing;

import org.jspecify.annotations.NullMarked;
