/** Which models score, as the job's operators hear of it: the roster, from topic to operators. */
@NullMarked
package io.alcedo.scoring.roster;

import org.jspecify.annotations.NullMarked;
