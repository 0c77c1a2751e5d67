package io.alcedo.privacy;

import io.alcedo.privacy.KeyRotation.State;
import io.alcedo.privacy.KeysetException.Code;
import java.time.Duration;
import java.time.Instant;

/**
 * What an operator may do to the key of a keyset: begin a change, end it when its time has come,
 * and stop a key that others may hold. Each makes a new keyset of the one given, or refuses.
 * Stateless.
 */
public final class KeyChange {
  private KeyChange() {}

  /**
   * Begins a rotation: a new key is added, and takes over when all has been written under both keys
   * for the stated time.
   *
   * @param startsAt from when on, in event time, the job writes under both keys
   * @param length for how long it does: the longest window plus the longest delay of a label
   * @throws KeysetException ROTATING where a rotation runs
   */
  public static Keyset begin(Keyset keyset, Instant startsAt, Duration length)
      throws KeysetException {
    KeyRotation last = keyset.rotation();
    if (last != null && last.running()) {
      throw new KeysetException(
          Code.ROTATING,
          "One rotation runs at a time; 'alcedo keys retire' ends this one after its takeover:"
              + " from=%s, to=%s, takeover=%s"
                  .formatted(last.from(), last.to(), last.takeoverAt()));
    }
    String from = Keyset.hex(keyset.primaryKeyId());
    Keyset both = keyset.withNewKey();
    String to = both.newestKey();
    String unnamed = last == null ? from : last.unnamedKey();
    String remembered = last == null ? from : last.rememberedTo();
    return both.withRotation(
        new KeyRotation(
            from, to, State.RUNNING, startsAt, startsAt.plus(length), unnamed, remembered, to));
  }

  /**
   * Ends a rotation whose key has taken over: the old key is destroyed.
   *
   * @param now the time, by the job's clock
   * @param grace how long after the takeover the old key is still needed, for what comes late
   * @throws KeysetException NOT_ROTATING where none runs, TOO_EARLY before its time
   */
  public static Keyset retire(Keyset keyset, Instant now, Duration grace) throws KeysetException {
    KeyRotation last = keyset.rotation();
    if (last == null || !last.running()) {
      throw new KeysetException(
          Code.NOT_ROTATING, "A rotation runs whose old key can go: keyset=" + keyset.inspect());
    }
    Instant earliest = last.takeoverAt().plus(grace);
    if (now.isBefore(earliest)) {
      throw new KeysetException(
          Code.TOO_EARLY,
          "The old key stays until the new one has taken over and late records have come:"
              + " earliest="
              + earliest);
    }
    return keyset.withPrimary(last.to()).without(last.from()).withRotation(last.ended());
  }

  /**
   * Stops the key in force, because others may hold it: it is destroyed, and the next one is in
   * force at once, for all that is read from then on. That is the new key of a running rotation
   * before its takeover, and else a fresh one, whose profiles start empty.
   *
   * @param now the time, by the job's clock
   */
  public static Keyset stop(Keyset keyset, Instant now) throws KeysetException {
    KeyRotation last = keyset.rotation();
    if (last == null || !last.running()) {
      return replaced(keyset, Keyset.hex(keyset.primaryKeyId()), now);
    }
    if (last.keyAt(now).equals(last.to())) {
      return replaced(retire(keyset, now, Duration.ZERO), last.to(), now);
    }
    return keyset
        .withPrimary(last.to())
        .without(last.from())
        .withRotation(
            new KeyRotation(
                last.from(),
                last.to(),
                State.ENDED,
                last.startedAt().isBefore(now) ? last.startedAt() : now,
                now,
                last.unnamedKey(),
                last.rememberedFrom(),
                last.rememberedFrom()));
  }

  /**
   * Gives up a rotation before its takeover, because others may hold the new key or the job was not
   * restarted in time: the new key is destroyed, and the old one goes on.
   *
   * @param now the time, by the job's clock
   * @throws KeysetException NOT_ROTATING where none runs or the new key is in force
   */
  public static Keyset cancel(Keyset keyset, Instant now) throws KeysetException {
    KeyRotation last = keyset.rotation();
    if (last == null || !last.running() || last.keyAt(now).equals(last.to())) {
      throw new KeysetException(
          Code.NOT_ROTATING,
          "A rotation runs whose new key is not in force yet: keyset=" + keyset.inspect());
    }
    return keyset.without(last.to()).withRotation(last.givenUp());
  }

  private static Keyset replaced(Keyset keyset, String key, Instant now) throws KeysetException {
    Keyset both = keyset.withNewKey();
    String to = both.newestKey();
    KeyRotation last = keyset.rotation();
    String unnamed = last == null ? key : last.unnamedKey();
    String remembered = last == null ? key : last.rememberedTo();
    return both.withPrimary(to)
        .without(key)
        .withRotation(
            new KeyRotation(key, to, State.ENDED, now, now, unnamed, remembered, remembered));
  }
}
