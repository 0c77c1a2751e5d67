package io.alcedo.scoring.inference;

import io.alcedo.scoring.roster.Roster;

/**
 * The roster that a score operator follows: its state. Immutable.
 *
 * @param roster what it follows
 * @param promotedAtMillis when the active model took over from the one before by a promotion, in
 *     milliseconds since 1970 UTC; 0 where it came otherwise, and needs no guard
 * @param newest the latest roster heard of, which may be loading still, or refused; it is tried
 *     again after a restart, since nobody sends it a second time
 */
record Followed(Roster roster, long promotedAtMillis, Roster newest) {}
