package io.alcedo.schema.framing;

import org.apache.avro.Schema;

/**
 * What the frame of a message says.
 *
 * @param writer the schema that wrote the body
 * @param current whether the body is laid out exactly as the schema of the same name that this
 *     build was compiled with
 * @param bodyOffset where the body starts in the message, in bytes
 */
public record Frame(Schema writer, boolean current, int bodyOffset) {}
