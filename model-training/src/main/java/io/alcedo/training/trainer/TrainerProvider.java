package io.alcedo.training.trainer;

import java.util.Map;

/**
 * Offers a trainer under a name. A service-provider interface: a jar on the class path that lists
 * its implementation in {@code META-INF/services/io.alcedo.training.trainer.TrainerProvider} adds a
 * trainer to every command that takes one.
 */
public interface TrainerProvider {
  /** Returns the name by which the trainer is asked for: lower-case letters and digits. */
  String name();

  /** Returns what the trainer is, in a line. */
  String summary();

  /** Returns each setting's name with its default, in the order to show them. */
  Map<String, String> defaults();

  /**
   * Returns a trainer.
   *
   * @param settings what differs from the defaults, by name
   * @param seed what everything random starts from
   * @throws IllegalArgumentException naming every setting that is unknown or out of bounds
   */
  Trainer trainer(Map<String, String> settings, long seed);
}
