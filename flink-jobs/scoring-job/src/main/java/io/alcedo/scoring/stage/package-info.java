/** The stateful half of the job as one piece: register and profile hops, from events to vectors. */
@NullMarked
package io.alcedo.scoring.stage;

import org.jspecify.annotations.NullMarked;
