package io.alcedo.schema.framing;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a schema registry is and how to talk to it. Its text form leaves the password out.
 *
 * @param url the registry's base address, with http or https
 * @param user the user of basic authentication; null for none
 * @param password the user's password; null for none
 * @param timeout how long one request may take, body included
 */
public record RegistrySettings(
    URI url, @Nullable String user, @Nullable String password, Duration timeout) {

  /** Checks the values. */
  public RegistrySettings {
    String scheme = url.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme)) || url.getHost() == null) {
      throw new IllegalArgumentException("A registry's url begins with http:// or https://");
    }
    if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
      throw new IllegalArgumentException(
          "A registry's url has no user, query or fragment: state user and password apart");
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("A registry has both user and password or neither");
    }
    if (user != null && user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("A registry's user has no colon");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("A registry's timeout is positive: timeout=" + timeout);
    }
  }

  /** Returns the settings of a registry without authentication and with a timeout of 5 s. */
  public static RegistrySettings of(URI url) {
    return new RegistrySettings(url, null, null, Duration.ofSeconds(5));
  }

  @Override
  public String toString() {
    return "RegistrySettings[url=" + url + ", user=" + user + ", timeout=" + timeout + "]";
  }
}
