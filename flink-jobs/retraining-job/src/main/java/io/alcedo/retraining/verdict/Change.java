package io.alcedo.retraining.verdict;

import io.alcedo.schema.Verdict;

/**
 * A change of what a transaction is held to be: one label.
 *
 * @param verdict what it is held to be from now on; WITHDRAWN is that nothing is known any more
 * @param previous what it was held to be before; UNKNOWN for the first change
 * @param revision the number of the change, from 1
 * @param knownAt when what caused it became known, in milliseconds since 1970 UTC; never before
 *     that of the revision before
 */
public record Change(Verdict verdict, Verdict previous, int revision, long knownAt) {}
