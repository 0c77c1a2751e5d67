/** Datasets as files: dated Avro files of rows, and the JSON that describes them. */
@NullMarked
package io.alcedo.training.dataset.file;

import org.jspecify.annotations.NullMarked;
