/**
 * The declarative feature set: its language, the plan that it compiles into, and the pure,
 * clock-free code that turns transactions into vectors in stream, training and replay alike.
 */
@NullMarked
package io.alcedo.features;

import org.jspecify.annotations.NullMarked;
