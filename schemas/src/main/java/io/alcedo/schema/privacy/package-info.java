/** The privacy annotations that every field of every schema carries, and their reader. */
@NullMarked
package io.alcedo.schema.privacy;

import org.jspecify.annotations.NullMarked;
