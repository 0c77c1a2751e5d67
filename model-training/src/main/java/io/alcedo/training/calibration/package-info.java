/**
 * From a fitted model's score to a probability: an increasing map, fitted on validation rows and
 * appended to the model's graph.
 */
@NullMarked
package io.alcedo.training.calibration;

import org.jspecify.annotations.NullMarked;
