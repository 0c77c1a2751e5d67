package io.alcedo.features.definition;

/**
 * A feature whose value is kept with an event, as it stood in the vector when the event was
 * recorded. Immutable.
 *
 * @param hash names the feature in a profile's bytes: a hash of what it means
 * @param place its place in the vector
 */
public record RememberedFeature(int hash, int place) {}
