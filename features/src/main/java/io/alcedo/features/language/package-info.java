/**
 * The feature language: reads a feature set's YAML with the line of everything in it, and reports
 * all mistakes at once. Described for its users in {@code docs/features.md}.
 */
@NullMarked
package io.alcedo.features.language;

import org.jspecify.annotations.NullMarked;
