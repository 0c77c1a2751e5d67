/**
 * The one place where personal data is taken out of transactions: the policy compiled from the
 * schemas' annotations, keyed pseudonyms, generalisation, the ingest pass that applies them, and
 * the leak check that searches for what should not be there.
 */
@NullMarked
package io.alcedo.privacy;

import org.jspecify.annotations.NullMarked;
