package io.alcedo.operations.settings;

import org.jspecify.annotations.Nullable;

/**
 * One setting of the job, as the catalogue {@link Settings} states it.
 *
 * @param <T> the value's type
 * @param name section and name, with a dot between
 * @param type how its text becomes a value
 * @param defaultText the text that holds where the file has none; null where there is no default
 * @param required whether the file must state it
 * @param example a text that differs from the default, for the reference page and the tests
 * @param doc what it does, one sentence or two
 */
record Setting<T>(
    String name,
    SettingType<T> type,
    @Nullable String defaultText,
    boolean required,
    String example,
    String doc) {
  /** Returns the section that this setting stands in. */
  String section() {
    return name.substring(0, name.indexOf('.'));
  }

  /** Returns whether this name is this setting's, or that of an entry of this map. */
  boolean takes(String path) {
    return path.equals(name) || (isMap() && path.startsWith(name + "."));
  }

  /** Returns whether this setting is a section of free names. */
  boolean isMap() {
    return type == (Object) SettingType.MAP;
  }
}
