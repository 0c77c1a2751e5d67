package io.alcedo.operations.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects the settings of one part of the catalogue as they are declared. */
final class SettingGroup {
  private final List<Setting<?>> settings = new ArrayList<>();

  /** Returns the settings declared so far, in their order. */
  List<Setting<?>> settings() {
    return Collections.unmodifiableList(settings);
  }

  <T> Setting<T> setting(
      String name, SettingType<T> type, String defaultText, String example, String doc) {
    return add(new Setting<>(name, type, defaultText, false, example, doc));
  }

  <T> Setting<T> optional(String name, SettingType<T> type, String example, String doc) {
    return add(new Setting<>(name, type, null, false, example, doc));
  }

  <T> Setting<T> required(String name, SettingType<T> type, String example, String doc) {
    return add(new Setting<>(name, type, null, true, example, doc));
  }

  private <T> Setting<T> add(Setting<T> setting) {
    settings.add(setting);
    return setting;
  }
}
