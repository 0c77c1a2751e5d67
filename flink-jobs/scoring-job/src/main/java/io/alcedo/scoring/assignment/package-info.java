/**
 * From the topic of assignments to rosters: reads what each names, refuses what cannot be run, and
 * says so.
 */
@NullMarked
package io.alcedo.scoring.assignment;

import org.jspecify.annotations.NullMarked;
