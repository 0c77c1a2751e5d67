/**
 * What a compiled feature set asks of one entity's profile: its aggregates, the events that each
 * counts, and the values that the profile remembers of an event.
 */
@NullMarked
package io.alcedo.features.definition;

import org.jspecify.annotations.NullMarked;
