package io.alcedo.scoring.hop;

import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.ScoringEvent;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which events a hop takes, and by which of their rows, while one key of the pseudonyms takes over
 * from another. An entity that depends on tokens then has two hops, one behind the other, of which
 * each holds the profiles of one key. What happened before the takeover is computed by the first
 * and only recorded by the second; what happens from it on is computed by the second and passes the
 * first. So both hold the same past, marks and remembered values too, since these are taken from
 * the one vector. Immutable and thread-safe.
 *
 * @param role the hop's place
 * @param takeoverMillis the event time from which the new key is in force
 */
public record KeySide(Role role, long takeoverMillis) implements Serializable {
  /**
   * The side of a hop that takes all events: what was registered under both keys by the later one,
   * whose profiles are the ones that are left.
   */
  public static final KeySide ALL = new KeySide(Role.ALL, 0);

  /** The place of a hop in a rotation. */
  public enum Role {
    /** The only hop of its entity. */
    ALL,
    /** The hop of the old key. */
    BEFORE,
    /** The hop of the new key. */
    AFTER
  }

  /** Returns the row by which the hop takes an event, or null where it lets it pass. */
  @Nullable TransactionRow row(ScoringEvent event) {
    return switch (role) {
      case ALL -> latest(event);
      case BEFORE -> isBefore(event) ? event.row() : null;
      case AFTER -> isBefore(event) ? event.twin() : event.row();
    };
  }

  /** Outcomes and labels of before a takeover still come when the old key has been retired. */
  private static TransactionRow latest(ScoringEvent event) {
    TransactionRow twin = event.twin();
    return twin == null ? event.row() : twin;
  }

  /** Returns whether the hop only records an event, whose vector another has computed. */
  boolean onlyRecords(ScoringEvent event) {
    return role == Role.AFTER && isBefore(event);
  }

  private boolean isBefore(ScoringEvent event) {
    return event.row().eventTime() < takeoverMillis;
  }
}
