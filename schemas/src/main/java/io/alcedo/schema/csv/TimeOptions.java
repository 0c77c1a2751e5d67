package io.alcedo.schema.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads how a mapping says that a column holds times. */
final class TimeOptions {
  private final YamlMap options;

  TimeOptions(YamlMap options) {
    this.options = options;
  }

  /** Returns the format; where an option is wrong, reports it and goes on with its default. */
  TimeFormat format() {
    String name = options.has("format") ? options.text("format") : "iso";
    ZoneId zone = zone(options.text("zone"));
    Instant origin = origin(options.text("origin"));
    if (name != null) {
      try {
        return TimeFormat.of(name, zone, origin);
      } catch (IllegalArgumentException e) {
        options.problem("format", "must be iso, epoch_seconds, epoch_millis or a pattern");
      }
    }
    return TimeFormat.of("iso", zone, origin);
  }

  private ZoneId zone(@Nullable String text) {
    try {
      return text == null ? ZoneOffset.UTC : ZoneId.of(text);
    } catch (DateTimeException e) {
      options.problem("zone", "must be a time zone such as UTC, +02:00 or Europe/Paris");
      return ZoneOffset.UTC;
    }
  }

  private Instant origin(@Nullable String text) {
    try {
      return text == null ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeException e) {
      options.problem("origin", "must be a time such as 2018-04-01T00:00:00Z");
      return Instant.EPOCH;
    }
  }
}
