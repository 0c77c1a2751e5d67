package io.alcedo.training.trainer;

import io.alcedo.features.language.NearestWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a trainer's settings: what was given by name, the defaults elsewhere. All that is wrong is
 * said at once. Immutable and thread-safe.
 *
 * <pre>{@code
 * SettingReader reader = SettingReader.of(List.of(EPOCHS, L2), settings);
 * int epochs = reader.get(EPOCHS);
 * }</pre>
 */
public final class SettingReader {
  private final Map<String, String> texts = new LinkedHashMap<>();

  private SettingReader(List<Setting<?>> known, Map<String, String> given) {
    for (Setting<?> setting : known) {
      String text = given.getOrDefault(setting.name(), setting.defaultText());
      texts.put(setting.name(), setting.canonical(text));
    }
  }

  /**
   * Reads settings.
   *
   * @param known all settings that there are
   * @param given the text of those that differ from their defaults, by name
   * @throws IllegalArgumentException with one problem a line: every name that is unknown, with the
   *     nearest right word, and every text that breaks its setting's rule
   */
  public static SettingReader of(List<Setting<?>> known, Map<String, String> given) {
    List<String> problems = new ArrayList<>();
    List<String> names = known.stream().map(Setting::name).toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        problems.add(
            "A setting has a name that the trainer knows: name="
                + name
                + NearestWord.advice(name, names));
      }
    }
    for (Setting<?> setting : known) {
      String text = given.get(setting.name());
      if (text != null && setting.read(text).isEmpty()) {
        problems.add(setting.broken(text));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new SettingReader(known, given);
  }

  /**
   * Returns the value of a setting.
   *
   * @throws IllegalArgumentException where it is not one of those that were read
   */
  public <T> T get(Setting<T> setting) {
    String text = texts.get(setting.name());
    if (text == null) {
      throw new IllegalArgumentException("A setting is one of those read: name=" + setting.name());
    }
    return setting.read(text).orElseThrow();
  }

  /** Returns the text of every setting by name, defaults included, in the order declared. */
  public Map<String, String> texts() {
    return new LinkedHashMap<>(texts);
  }
}
