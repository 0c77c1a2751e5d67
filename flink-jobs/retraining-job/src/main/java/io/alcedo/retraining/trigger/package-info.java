/** What makes a training due. */
@NullMarked
package io.alcedo.retraining.trigger;

import org.jspecify.annotations.NullMarked;
