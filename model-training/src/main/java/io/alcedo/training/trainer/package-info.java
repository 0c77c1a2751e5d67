/** What a trainer is: the service-provider interface and what every trainer speaks in. */
@NullMarked
package io.alcedo.training.trainer;

import org.jspecify.annotations.NullMarked;
