package io.alcedo.training.trainer;

import java.util.List;
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

  /** Returns every setting, in the order to show them. */
  List<Setting<?>> settings();

  /**
   * Returns a trainer; a {@link SettingReader} reads what is given.
   *
   * @param given the text of the settings that differ from their defaults, by name
   * @param seed what everything random starts from, 0 to 2147483647
   * @throws IllegalArgumentException with a line for every setting that is unknown or breaks its
   *     rule
   */
  Trainer trainer(Map<String, String> given, long seed);
}
