/**
 * The register of transactions: recognises repeated ones within a stated horizon, and joins
 * outcomes with the transactions that they name.
 */
@NullMarked
package io.alcedo.scoring.register;

import org.jspecify.annotations.NullMarked;
