/**
 * Which versions of a model there are and what each does: the store of bundles, assignments and
 * their audit on Kafka, and what hosts say of them.
 */
@NullMarked
package io.alcedo.registry;

import org.jspecify.annotations.NullMarked;
