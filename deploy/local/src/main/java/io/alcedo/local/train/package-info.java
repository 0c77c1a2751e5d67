/** From history to a model bundle: the {@code train} command and what the demo shares with it. */
@NullMarked
package io.alcedo.local.train;

import org.jspecify.annotations.NullMarked;
