/**
 * The settings of the whole system: their catalogue, the one YAML file that states them, the
 * immutable configuration that is made of it, and the reference page generated from the catalogue.
 */
@NullMarked
package io.alcedo.operations.settings;

import org.jspecify.annotations.NullMarked;
