/** Transactions from CSV files, by a mapping that tells which column holds what. */
@NullMarked
package io.alcedo.schema.csv;

import org.jspecify.annotations.NullMarked;
