package io.alcedo.retraining.ingest;

import io.alcedo.privacy.DeadLetterCode;
import io.alcedo.privacy.PersonalDataSearch;
import io.alcedo.privacy.RejectedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for what every record of this job holds: ids, texts and times. A message names the
 * field and never its value. Thread-safe.
 */
final class RecordRules {
  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern ENTITY = Pattern.compile("[A-Za-z][A-Za-z0-9._]{0,63}");
  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final Duration TOLERANCE = Duration.ofDays(1);

  private final Set<String> exempt;
  private final int mostCharacters;
  private final boolean wall;

  /**
   * Creates the rules.
   *
   * @param exempt the fields that are not searched for card numbers and e-mail addresses
   * @param mostCharacters the longest text
   * @param wall whether times are those of the clock on the wall, so that none is far ahead of it
   */
  RecordRules(Collection<String> exempt, int mostCharacters, boolean wall) {
    this.exempt = Set.copyOf(exempt);
    this.mostCharacters = mostCharacters;
    this.wall = wall;
  }

  void ids(String tenant, String transactionId) throws RejectedException {
    if (transactionId.isBlank()) {
      throw new RejectedException(
          DeadLetterCode.MISSING_ID, "transactionId is not blank; send the platform's own id");
    }
    if (!TENANT.matcher(tenant).matches()) {
      throw new RejectedException(
          DeadLetterCode.INVALID_TENANT,
          "tenant is 1 to 64 of letters, digits, dot, underscore and hyphen");
    }
    text("tenant", tenant);
    text("transactionId", transactionId);
  }

  void entities(Map<String, String> entities) throws RejectedException {
    for (Map.Entry<String, String> entity : entities.entrySet()) {
      if (!ENTITY.matcher(entity.getKey()).matches()) {
        throw new RejectedException(
            DeadLetterCode.INVALID_FIELD, "each of entities has the name of a field");
      }
      text(entity.getKey(), entity.getValue());
    }
  }

  void text(String field, @Nullable String value) throws RejectedException {
    if (value == null) {
      return;
    }
    if (value.length() > mostCharacters) {
      throw new RejectedException(
          DeadLetterCode.TEXT_TOO_LONG, field + " has at most " + mostCharacters + " characters");
    }
    if (!exempt.contains(field)) {
      PersonalDataSearch.check(field, value);
    }
  }

  /** A time names the day of a file, so one far off would make a directory of its own. */
  void time(String field, Instant time, long nowMillis) throws RejectedException {
    Instant latest = wall ? Instant.ofEpochMilli(nowMillis).plus(TOLERANCE) : LATEST;
    if (time.isBefore(EARLIEST) || time.isAfter(latest)) {
      throw new RejectedException(
          DeadLetterCode.TIME_OUT_OF_BOUNDS,
          field + " lies after 1990 and not in the future; send milliseconds since 1970 UTC");
    }
  }
}
