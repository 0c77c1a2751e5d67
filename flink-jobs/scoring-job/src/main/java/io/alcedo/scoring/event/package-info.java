/**
 * What travels between the operators of the scoring job: transactions, labels and outcomes in
 * anonymised form, the coordinates they came from, and the explicit, versioned serializers that
 * carry them.
 */
@NullMarked
package io.alcedo.scoring.event;

import org.jspecify.annotations.NullMarked;
