package io.alcedo.privacy;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A change of the key that makes pseudonyms, as it stands beside the keys in a keyset's file: from
 * the event time of the takeover on the new key makes them. While the change runs, both keys are
 * there, and what happened before the takeover is written under both, so that by then the new key's
 * profiles hold all that any window asks for. Holds no secret; immutable and thread-safe.
 *
 * <p>Keys are named as tokens carry them, by 8 hex digits. Since profiles are kept apart by key,
 * their operators bear the key in their names, all but those of the very first key: {@code
 * unnamedKey}. Profiles that are found without a token but remember some (the cards of a terminal)
 * change with a planned takeover too, but are kept where a compromised key stops at once.
 *
 * @param from the key that made tokens until the takeover
 * @param to the key that makes them from then on
 * @param state whether the old key is still used
 * @param startedAt from when on, in event time, all is written under both keys
 * @param takeoverAt the event time from which the new key is in force
 * @param unnamedKey the key whose profiles bear no key in their names
 * @param rememberedFrom the key in whose name profiles that only remember tokens were kept before
 * @param rememberedTo the key in whose name they are kept from the takeover on
 */
public record KeyRotation(
    String from,
    String to,
    State state,
    Instant startedAt,
    Instant takeoverAt,
    String unnamedKey,
    String rememberedFrom,
    String rememberedTo)
    implements Serializable {
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{8}");

  /** How far a rotation is. Constants are in keysets' files: none is ever renamed. */
  public enum State {
    /** Both keys are there: the old one before the takeover, the new one from it on. */
    RUNNING,
    /** The old key is gone: the new one makes all tokens, whatever the time. */
    ENDED
  }

  /** Checks the keys and the times. */
  public KeyRotation {
    for (String key : new String[] {from, to, unnamedKey, rememberedFrom, rememberedTo}) {
      if (!KEY.matcher(key).matches()) {
        throw new IllegalArgumentException("A key is named by 8 hex digits: key=" + key);
      }
    }
    if (from.equals(to)) {
      throw new IllegalArgumentException("A rotation goes from one key to another: key=" + to);
    }
    if (takeoverAt.isBefore(startedAt)) {
      throw new IllegalArgumentException(
          "A takeover is not before the start: startedAt="
              + startedAt
              + ", takeover="
              + takeoverAt);
    }
  }

  /** Returns whether both keys are in use. */
  public boolean running() {
    return state == State.RUNNING;
  }

  /** Returns the key in force at an event time. */
  public String keyAt(Instant eventTime) {
    return running() && eventTime.isBefore(takeoverAt) ? from : to;
  }

  /** Returns for how long all is written under both keys. */
  public Duration length() {
    return Duration.between(startedAt, takeoverAt);
  }

  /** Returns what stands behind the name of what is kept under a key: nothing for the first key. */
  public String suffix(String key) {
    return key.equals(unnamedKey) ? "" : "-" + key;
  }

  /** Returns what is said once this rotation is given up: that its old key goes on. */
  KeyRotation givenUp() {
    return new KeyRotation(
        to, from, State.ENDED, startedAt, startedAt, unnamedKey, rememberedFrom, rememberedFrom);
  }

  /** Returns this rotation after its old key is gone. */
  KeyRotation ended() {
    return new KeyRotation(
        from, to, State.ENDED, startedAt, takeoverAt, unnamedKey, rememberedFrom, rememberedTo);
  }
}
