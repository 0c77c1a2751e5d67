package io.alcedo.features.profile;

/** What is remembered of one entity's events. Mutable; owned by one thread at a time. */
public final class Profile {}
