/** Profiles: what is remembered of one entity's events, the aggregates over them, their codec. */
@NullMarked
package io.alcedo.features.profile;

import org.jspecify.annotations.NullMarked;
