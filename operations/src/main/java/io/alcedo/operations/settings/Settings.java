package io.alcedo.operations.settings;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of all settings, in the order of the reference page. What the file may state, what
 * it must state, what holds otherwise and what the page says all come from here.
 */
final class Settings {
  static final List<Setting<?>> ALL =
      Stream.of(
              StreamSettings.GROUP,
              TopicSettings.GROUP,
              JobSettings.GROUP,
              GuardSettings.GROUP,
              LearningSettings.GROUP,
              TrainSettings.GROUP,
              GateSettings.GROUP)
          .flatMap(group -> group.settings().stream())
          .collect(Collectors.toUnmodifiableList());

  private Settings() {}

  /** Returns the setting that takes this path, or null where none does. */
  static @Nullable Setting<?> find(String path) {
    for (Setting<?> setting : ALL) {
      if (setting.takes(path)) {
        return setting;
      }
    }
    return null;
  }

  /** Returns the names of all settings. */
  static List<String> names() {
    return ALL.stream().map(Setting::name).collect(Collectors.toUnmodifiableList());
  }
}
