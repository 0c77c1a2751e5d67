package io.alcedo.local.analyst;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads keys from a terminal's bytes and passes over those that are no characters. An arrow or
 * function key comes as an escape, more bytes and a letter, perhaps not all at once; taken for
 * itself that letter would be a verdict. For one thread.
 */
final class KeyInput {
  private static final int ESCAPE = 0x1b;
  private static final int FIRST_FINAL = 0x40;
  private static final int LAST_FINAL = 0x7e;

  private enum Place {
    BETWEEN_KEYS,
    AFTER_ESCAPE,
    IN_SEQUENCE
  }

  private final InputStream in;
  private Place place = Place.BETWEEN_KEYS;

  KeyInput(InputStream in) {
    this.in = in;
  }

  /** Returns the next key that was pressed, or 0 where none was; does not wait. */
  char next() throws IOException {
    while (in.available() > 0) {
      int read = in.read();
      Place before = place;
      place = after(before, read);
      if (before == Place.BETWEEN_KEYS && place == Place.BETWEEN_KEYS && read > 0) {
        return (char) read;
      }
    }
    return 0;
  }

  private static Place after(Place place, int read) {
    if (read == ESCAPE) {
      return Place.AFTER_ESCAPE;
    }
    return switch (place) {
      case BETWEEN_KEYS -> Place.BETWEEN_KEYS;
      case AFTER_ESCAPE -> read == '[' || read == 'O' ? Place.IN_SEQUENCE : Place.BETWEEN_KEYS;
      case IN_SEQUENCE ->
          read >= FIRST_FINAL && read <= LAST_FINAL ? Place.BETWEEN_KEYS : Place.IN_SEQUENCE;
    };
  }
}
