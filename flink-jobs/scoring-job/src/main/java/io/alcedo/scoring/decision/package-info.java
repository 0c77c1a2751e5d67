/** How a score, or its absence, becomes a decision, and how a decision gets its reasons. */
@NullMarked
package io.alcedo.scoring.decision;

import org.jspecify.annotations.NullMarked;
