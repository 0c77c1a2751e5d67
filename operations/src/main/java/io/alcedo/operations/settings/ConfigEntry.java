package io.alcedo.operations.settings;

/**
 * One value that a file or a command line states.
 *
 * @param path the setting's name, behind which a map's entry has its own
 * @param text the value as it is written
 * @param line the line of the file, from 1; 0 for a value from elsewhere
 */
record ConfigEntry(String path, String text, int line) {
  @Override
  public String toString() {
    return path + " (line " + line + ")";
  }
}
