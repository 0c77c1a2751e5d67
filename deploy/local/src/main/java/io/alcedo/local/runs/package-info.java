/** The records of past trainings, and the commands that read them. */
@NullMarked
package io.alcedo.local.runs;

import org.jspecify.annotations.NullMarked;
