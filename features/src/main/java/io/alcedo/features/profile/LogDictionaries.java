package io.alcedo.features.profile;

/**
 * The {@link Dictionary dictionaries} of one log's coding: of flags, of each dimension's values and
 * of places. May be used for one coding after the other; not thread-safe.
 */
final class LogDictionaries {
  final Dictionary flags = new Dictionary();
  final Dictionary[] values;
  final Dictionary places = new Dictionary();
  private final boolean placed;

  LogDictionaries(int dimensions, boolean placed) {
    this.placed = placed;
    this.values = new Dictionary[dimensions];
    for (int d = 0; d < dimensions; d++) {
      values[d] = new Dictionary();
    }
  }

  /** Forgets all entries, to code a log of so many events. */
  void start(int events) {
    flags.start(events);
    for (Dictionary dictionary : values) {
      dictionary.start(events);
    }
    places.start(placed ? events : 0);
  }
}
