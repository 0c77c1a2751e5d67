/** Personal data that goes into the running job comes out nowhere. */
@NullMarked
package io.alcedo.local.leak;

import org.jspecify.annotations.NullMarked;
