/** The catalogue of the topics: what each holds, how it is keyed and how long it is kept. */
@NullMarked
package io.alcedo.schema.topics;

import org.jspecify.annotations.NullMarked;
