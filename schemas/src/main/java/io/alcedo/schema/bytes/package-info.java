/** Bytes under construction, in the encodings that Avro and the rows share. */
@NullMarked
package io.alcedo.schema.bytes;

import org.jspecify.annotations.NullMarked;
