/**
 * The settings of the scoring job: their catalogue, the YAML file that states them, the immutable
 * configuration that is made of it, the reference page generated from the catalogue, and the checks
 * that run before the job starts.
 */
@NullMarked
package io.alcedo.scoring.config;

import org.jspecify.annotations.NullMarked;
