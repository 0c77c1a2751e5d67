package io.alcedo.operations.settings;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that sections of a configuration are held to; a message is the rule and the value. */
final class ConfigRules {
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final Pattern SERVER = Pattern.compile("[^\\s,:/]+:\\d{1,5}|\\[[^\\]]+]:\\d{1,5}");

  private ConfigRules() {}

  static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " >= " + least + ": " + name + "=" + value);
    }
  }

  static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          least + " <= " + name + " <= " + most + ": " + name + "=" + value);
    }
  }

  static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          least + " <= " + name + " <= " + most + ": " + name + "=" + value);
    }
  }

  static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " is longer than 0s: " + name + "=" + value);
    }
  }

  static void servers(String servers) {
    for (String server : servers.split(",", -1)) {
      if (!SERVER.matcher(server.strip()).matches()) {
        throw new IllegalArgumentException(
            "each of bootstrap_servers is host:port: value=" + server.strip());
      }
    }
  }

  static void topics(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!TOPIC.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a topic's name is 1 to 249 letters, digits, dots, underscores and hyphens: value="
                + name);
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException("each topic has a name of its own: value=" + name);
      }
    }
  }

  static void registry(
      boolean needed, @Nullable String url, @Nullable String user, @Nullable String password) {
    if (needed && url == null) {
      throw new IllegalArgumentException("registry_url is stated with format=confluent");
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException(
          "registry_user and registry_password are stated together: registry_user=" + user);
    }
  }

  static void thresholds(@Nullable Double reviewAt, @Nullable Double declineAt) {
    if (reviewAt != null) {
      within("review_at", reviewAt, 0, 1);
    }
    if (declineAt != null) {
      within("decline_at", declineAt, 0, 1);
    }
    if (reviewAt != null && declineAt != null && reviewAt > declineAt) {
      throw new IllegalArgumentException(
          "review_at <= decline_at: review_at=" + reviewAt + ", decline_at=" + declineAt);
    }
  }
}
