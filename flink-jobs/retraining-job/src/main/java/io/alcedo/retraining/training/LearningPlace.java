package io.alcedo.retraining.training;

import io.alcedo.jobs.FlinkSettings;
import io.alcedo.operations.settings.AlcedoConfig;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where runs find and leave things: below {@code learning.directory}, but for what only this
 * process needs, which is in a local directory of its own where that is of another file system.
 *
 * @param data the directory of dated files, as a URI
 * @param runs the directory of runs, as a URI
 * @param work a local directory for copies and for bundles on their way; may be empty at any start
 * @param records the local directory of the records of trainings
 */
public record LearningPlace(String data, String runs, String work, String records)
    implements Serializable {
  private static final String FILE = "file";

  /**
   * Returns where a configuration says.
   *
   * @throws IllegalArgumentException where it states no directory
   */
  public static LearningPlace of(AlcedoConfig config) {
    String directory = config.learning().directory();
    if (directory == null) {
      throw new IllegalArgumentException("learning.directory is stated");
    }
    URI data = URI.create(FlinkSettings.uri(directory));
    Path local =
        FILE.equals(data.getScheme())
            ? Path.of(data)
            : Path.of(System.getProperty("java.io.tmpdir"), config.learning().jobName());
    return new LearningPlace(
        data.toString(),
        (data + "/runs").replace("//runs", "/runs"),
        local.resolve("work").toString(),
        local.resolve("records").toString());
  }

  /** Returns a path below the local directory. */
  Path work(String below) {
    return Path.of(work).resolve(below);
  }
}
