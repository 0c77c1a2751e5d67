/**
 * The compact, anonymised form in which a transaction travels inside the job: a layout derived from
 * the {@code Transaction} schema and its privacy annotations, rows of that layout, and their codec.
 */
@NullMarked
package io.alcedo.schema.row;

import org.jspecify.annotations.NullMarked;
