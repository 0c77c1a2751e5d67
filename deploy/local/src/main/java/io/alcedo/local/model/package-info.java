/** Versions of a model: staging, assignments, who changed what, and the keys that sign bundles. */
@NullMarked
package io.alcedo.local.model;

import org.jspecify.annotations.NullMarked;
