/** Building and describing datasets. */
@NullMarked
package io.alcedo.local.dataset;

import org.jspecify.annotations.NullMarked;
