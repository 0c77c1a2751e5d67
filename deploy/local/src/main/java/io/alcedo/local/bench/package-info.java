/** Measures whole pipelines in this process: the {@code bench} command. */
@NullMarked
package io.alcedo.local.bench;

import org.jspecify.annotations.NullMarked;
