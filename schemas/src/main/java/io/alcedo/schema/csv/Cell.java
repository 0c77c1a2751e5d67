package io.alcedo.schema.csv;

import org.jspecify.annotations.Nullable;

/**
 * Where one value of a row comes from.
 *
 * @param name the field's name
 * @param position the field's position in its record; -1 where it is none of a record's
 * @param column the column that holds it; null for a constant
 * @param constant the value of every row; null for a column
 * @param absent the value where the cell is empty; null where it may be null or must not be empty
 * @param required whether an empty cell is an error
 * @param secret whether errors leave the cell's text out
 * @param format how the text becomes the value
 */
record Cell(
    String name,
    int position,
    @Nullable String column,
    @Nullable Object constant,
    @Nullable Object absent,
    boolean required,
    boolean secret,
    CellFormat format) {}
