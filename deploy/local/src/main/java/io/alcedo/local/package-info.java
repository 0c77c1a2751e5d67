/** The {@code alcedo} command: its root, exit codes and what all its subcommands share. */
@NullMarked
package io.alcedo.local;

import org.jspecify.annotations.NullMarked;
