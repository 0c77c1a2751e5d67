/** The record of every training, and the directory that keeps them. */
@NullMarked
package io.alcedo.training.run;

import org.jspecify.annotations.NullMarked;
