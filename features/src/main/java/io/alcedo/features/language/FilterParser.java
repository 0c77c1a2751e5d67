package io.alcedo.features.language;

import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.event.OutcomeState;
import io.alcedo.schema.Channel;
import io.alcedo.schema.TransactionType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code where:}, the filter of the events that an aggregate counts. */
final class FilterParser {
  /** Spending: what counts where no type is stated. */
  static final int SPENDING =
      bit(TransactionType.PURCHASE)
          | bit(TransactionType.CASH_WITHDRAWAL)
          | bit(TransactionType.TRANSFER);

  private static final Map<String, Integer> TYPES = words(TransactionType.values());
  private static final Map<String, Integer> CHANNELS = words(Channel.values());
  private static final Map<String, Integer> OUTCOMES = words(OutcomeState.values());

  static {
    OUTCOMES.put("approved", OutcomeState.APPROVED.bit() | OutcomeState.SETTLED.bit());
  }

  private final Problems problems;
  private final Map<String, Integer> marks = new LinkedHashMap<>();

  /**
   * Creates a parser.
   *
   * @param marks the names of the set's marks, in order
   */
  FilterParser(Problems problems, List<String> marks) {
    this.problems = problems;
    marks.forEach(mark -> this.marks.put(mark, 1 << this.marks.size()));
  }

  EventFilter parse(@Nullable YamlValue where, String title) {
    if (where == null) {
      return new EventFilter(SPENDING, EventFilter.ANY, EventFilter.ANY);
    }
    YamlSection section = YamlSection.of("'where' of " + title, where, problems);
    section.onlyKeys(List.of("type", "channel", "outcome", "marked", "unmarked"));
    return new EventFilter(
        bits(section, "type", TYPES, SPENDING),
        bits(section, "channel", CHANNELS, EventFilter.ANY),
        bits(section, "outcome", OUTCOMES, EventFilter.ANY),
        bits(section, "marked", marks, 0),
        bits(section, "unmarked", marks, 0));
  }

  private int bits(YamlSection section, String key, Map<String, Integer> words, int otherwise) {
    YamlValue value = section.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value.items().isEmpty()) {
      problems.add(value.line(), "'%s' in %s lets nothing pass".formatted(key, section.title()));
    }
    int bits = 0;
    for (YamlValue item : value.items()) {
      bits |= bit(item, "'" + key + "' in " + section.title(), words);
    }
    return bits;
  }

  private int bit(YamlValue item, String title, Map<String, Integer> words) {
    String word = item.text();
    if (word == null) {
      problems.add(item.line(), title + " is a word or a list of words");
      return 0;
    }
    Integer exact = words.get(word);
    Integer bit = exact != null ? exact : words.get(word.toLowerCase(Locale.ROOT));
    if (bit == null) {
      problems.addWord(item.line(), title + " has no '" + word + "'", word, words.keySet());
      return 0;
    }
    return bit;
  }

  private static int bit(Enum<?> symbol) {
    return 1 << symbol.ordinal();
  }

  private static Map<String, Integer> words(Enum<?>[] symbols) {
    Map<String, Integer> words = new LinkedHashMap<>();
    Arrays.stream(symbols)
        .forEach(symbol -> words.put(symbol.name().toLowerCase(Locale.ROOT), bit(symbol)));
    return words;
  }
}
