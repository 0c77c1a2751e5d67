package io.alcedo.retraining.training;

import java.nio.file.Path;

/**
 * Where a run finds and leaves things.
 *
 * @param data the directory of dated files, as a URI
 * @param runs the directory of runs, as a URI
 * @param work a local directory for copies and for bundles on their way; may be empty at any start
 * @param records the local directory of the records of trainings
 */
public record LearningPlace(String data, String runs, Path work, Path records) {}
