/** What an analyst works with at a terminal: open alerts, and verdicts on them. */
@NullMarked
package io.alcedo.local.analyst;

import org.jspecify.annotations.NullMarked;
