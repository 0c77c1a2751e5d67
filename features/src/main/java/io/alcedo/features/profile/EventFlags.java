package io.alcedo.features.profile;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeState;
import io.alcedo.features.event.Verdict;

/**
 * What a profile knows of an event beside time and amount, in one {@code long}: bits 0-4 the type,
 * 5-9 the channel (ordinals), 10-17 the set of outcome states, 18-19 the verdict (0 none, 1 fraud,
 * 2 genuine), 20-31 the revision of the verdict, where 4095 stands for all higher ones, 32-39 the
 * marks. The encoding is part of the profile's format.
 */
final class EventFlags {
  static final int CHANNEL_SHIFT = 5;
  static final int STATES_SHIFT = 10;
  static final int STATES_MASK = 0xFF << STATES_SHIFT;
  static final int APPROVED_MASK =
      (OutcomeState.APPROVED.bit() | OutcomeState.SETTLED.bit()) << STATES_SHIFT;

  /** A channel that only a filter for all channels accepts. */
  static final int UNKNOWN_CHANNEL = 31;

  private static final int UNKNOWN_STATE = OutcomeState.UNKNOWN.bit() << STATES_SHIFT;
  private static final int THREE_DS_MASK = OutcomeState.THREE_DS_FAILED.bit() << STATES_SHIFT;
  private static final int RATED_MASK = APPROVED_MASK | UNKNOWN_STATE;
  private static final int VERDICT_SHIFT = 18;
  private static final int VERDICT_MASK = 3 << VERDICT_SHIFT;
  private static final int FRAUD = 1 << VERDICT_SHIFT;
  private static final int GENUINE = 2 << VERDICT_SHIFT;
  private static final int REVISION_SHIFT = 20;
  private static final int MARKS_SHIFT = 32;
  static final int MOST_REVISION = 0xFFF;
  private static final long MARKS_MASK = 0xFFL << MARKS_SHIFT;

  /** What is known when an event arrives, and does not change. */
  private static final long ARRIVAL_MASK = (1 << STATES_SHIFT) - 1 | MARKS_MASK;

  private EventFlags() {}

  /** Returns the flags of an event of which nothing more is known. */
  static long of(int type, int channel) {
    return (type & 31) | (channel & 31) << CHANNEL_SHIFT | UNKNOWN_STATE;
  }

  static int type(long flags) {
    return (int) flags & 31;
  }

  /** Returns the marks, one bit a mark of the profile's layout. */
  static int marks(long flags) {
    return (int) (flags >>> MARKS_SHIFT);
  }

  static long withMarks(long flags, int marks) {
    return (flags & ~MARKS_MASK) | (long) marks << MARKS_SHIFT;
  }

  static boolean isFraud(long flags) {
    return (flags & VERDICT_MASK) == FRAUD;
  }

  /** Returns whether the event belongs under a fraud rate's line. */
  static boolean isRated(long flags) {
    return (flags & (RATED_MASK | VERDICT_MASK)) != 0;
  }

  static int revision(long flags) {
    return (int) flags >>> REVISION_SHIFT;
  }

  /** Returns the flags with a verdict, or the same where it is a repeated or superseded one. */
  static long withLabel(long flags, LabelUpdate update) {
    int revision = Math.max(1, Math.min(update.revision(), MOST_REVISION));
    return revision <= revision(flags) ? flags : withVerdict(flags, update.verdict(), revision);
  }

  static long withVerdict(long flags, Verdict verdict, int revision) {
    int bits =
        switch (verdict) {
          case FRAUD -> FRAUD;
          case GENUINE -> GENUINE;
          case WITHDRAWN -> 0;
        };
    return (flags & (ARRIVAL_MASK | STATES_MASK)) | bits | (long) revision << REVISION_SHIFT;
  }

  /** Returns the flags with an outcome; one of an earlier stage than the known one is old news. */
  static long withOutcome(long flags, OutcomeAction action, boolean threeDsFailed) {
    long next = flags;
    int state = action.state().bit() << STATES_SHIFT;
    if (stage(state) > 0 && stage(state) >= stage(flags)) {
      next = (flags & ~(STATES_MASK & ~THREE_DS_MASK)) | state;
    }
    return threeDsFailed ? next | THREE_DS_MASK : next;
  }

  /**
   * Returns the flags of an event that arrives after what was said of it.
   *
   * @param arrived its flags on arrival
   * @param said the flags of the early updates
   */
  static long join(long arrived, long said) {
    return (arrived & ARRIVAL_MASK) | (said & ~ARRIVAL_MASK);
  }

  private static int stage(long flags) {
    if ((flags & OutcomeState.REVERSED.bit() << STATES_SHIFT) != 0) {
      return 3;
    }
    if ((flags & OutcomeState.SETTLED.bit() << STATES_SHIFT) != 0) {
      return 2;
    }
    return (flags & UNKNOWN_STATE) != 0 ? 0 : 1;
  }
}
