/** How elements of the job's streams are serialised: Avro records, and what is written by hand. */
@NullMarked
package io.alcedo.retraining.record;

import org.jspecify.annotations.NullMarked;
