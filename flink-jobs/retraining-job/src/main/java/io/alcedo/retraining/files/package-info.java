/** The dated files that training reads: vectors, labels and outcomes by UTC day. */
@NullMarked
package io.alcedo.retraining.files;

import org.jspecify.annotations.NullMarked;
