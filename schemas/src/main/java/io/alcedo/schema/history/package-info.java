/** Transactions with what became known of them, merged into the one total order of history. */
@NullMarked
package io.alcedo.schema.history;

import org.jspecify.annotations.NullMarked;
