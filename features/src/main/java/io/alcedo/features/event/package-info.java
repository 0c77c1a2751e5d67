/** What becomes known of a transaction after it: verdicts, and what happened to the payment. */
@NullMarked
package io.alcedo.features.event;

import org.jspecify.annotations.NullMarked;
