/**
 * Looking into what the job wrote: the {@code tail}, {@code explain} and {@code dead-letters}
 * commands.
 */
@NullMarked
package io.alcedo.local.inspect;

import org.jspecify.annotations.NullMarked;
