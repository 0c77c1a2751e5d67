package io.alcedo.retraining.verdict;

import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a report states of itself, as the verdict table looks at it: schemes and codes in capitals,
 * without spaces, hyphens and underscores, so that {@code Master Card} is {@code MASTERCARD}.
 * Immutable.
 *
 * @param source who reports
 * @param stated the verdict that the sender states; UNKNOWN where it leaves that to the table
 * @param scheme the card scheme, empty where none is named
 * @param code the scheme's reason code, empty where there is none
 * @param fraudType the scheme's fraud type, empty where there is none
 * @param stage the stage of the dispute, null where there is none
 */
public record Report(
    FeedbackSource source,
    Verdict stated,
    String scheme,
    String code,
    String fraudType,
    @Nullable Stage stage) {
  /** Brings scheme and codes into their plain form. */
  public Report {
    scheme = plain(scheme);
    code = plain(code);
    fraudType = plain(fraudType);
  }

  /** Returns the plain form of a word, the empty one for null. */
  static String plain(@Nullable String word) {
    return word == null ? "" : word.replaceAll("[\\s_-]", "").toUpperCase(Locale.ROOT);
  }
}
