/** Traffic into Kafka: the {@code simulate} and {@code replay} commands, and what they share. */
@NullMarked
package io.alcedo.local.traffic;

import org.jspecify.annotations.NullMarked;
