/** Features that need nothing but the current transaction. */
@NullMarked
package io.alcedo.features.row;

import org.jspecify.annotations.NullMarked;
