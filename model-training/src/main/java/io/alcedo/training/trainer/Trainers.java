package io.alcedo.training.trainer;

import io.alcedo.features.language.NearestWord;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The trainers on the class path, those of partners among them, by name. Immutable. */
public final class Trainers {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*");

  private final TreeMap<String, TrainerProvider> byName = new TreeMap<>();

  private Trainers(Iterable<TrainerProvider> providers) {
    for (TrainerProvider provider : providers) {
      if (!NAME.matcher(provider.name()).matches()) {
        throw new IllegalArgumentException(
            "A trainer's name is lower-case letters and digits: name="
                + provider.name()
                + ", provider="
                + provider.getClass().getName());
      }
      TrainerProvider other = byName.put(provider.name(), provider);
      if (other != null) {
        throw new IllegalArgumentException(
            "A trainer's name stands for one provider: name="
                + provider.name()
                + ", providers="
                + other.getClass().getName()
                + ", "
                + provider.getClass().getName());
      }
    }
  }

  /**
   * Returns all trainers whose providers the class path lists.
   *
   * @throws IllegalArgumentException where one does not load, or two have the same name
   */
  public static Trainers onClassPath() {
    try {
      return new Trainers(ServiceLoader.load(TrainerProvider.class));
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "Every trainer that the class path lists loads: " + e.getMessage(), e);
    }
  }

  /** Returns these trainers and no others. */
  static Trainers of(List<TrainerProvider> providers) {
    return new Trainers(providers);
  }

  /** Returns all providers in the order of their names. */
  public List<TrainerProvider> all() {
    return List.copyOf(byName.values());
  }

  /**
   * Returns the provider of this name.
   *
   * @throws IllegalArgumentException where there is none, with the nearest name or all of them
   */
  public TrainerProvider named(String name) {
    TrainerProvider provider = byName.get(name);
    if (provider == null) {
      String nearest = NearestWord.of(name, byName.keySet());
      throw new IllegalArgumentException(
          "A trainer is one of "
              + String.join(", ", byName.keySet())
              + ": name="
              + name
              + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
    }
    return provider;
  }
}
