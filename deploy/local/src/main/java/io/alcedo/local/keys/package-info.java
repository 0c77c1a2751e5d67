/** The {@code keys} command: keysets of the pseudonyms. */
@NullMarked
package io.alcedo.local.keys;

import org.jspecify.annotations.NullMarked;
