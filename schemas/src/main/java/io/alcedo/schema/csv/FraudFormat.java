package io.alcedo.schema.csv;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether a transaction was fraud, in the file's own words, in any case. */
final class FraudFormat implements CellFormat {
  static final List<String> FRAUD = List.of("1", "true", "yes", "y", "fraud");
  static final List<String> GENUINE = List.of("0", "false", "no", "n", "genuine");

  private final Map<String, Boolean> words = new HashMap<>();

  FraudFormat(Collection<String> fraud, Collection<String> genuine) {
    genuine.forEach(word -> words.put(word.toLowerCase(Locale.ROOT), false));
    fraud.forEach(word -> words.put(word.toLowerCase(Locale.ROOT), true));
  }

  @Override
  public Object read(String text) {
    Boolean fraud = words.get(text.strip().toLowerCase(Locale.ROOT));
    if (fraud == null) {
      throw new IllegalArgumentException(
          "must be one of " + words.keySet().stream().sorted().toList());
    }
    return fraud;
  }
}
