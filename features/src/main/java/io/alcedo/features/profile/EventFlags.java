package io.alcedo.features.profile;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeState;
import io.alcedo.features.event.Verdict;

/**
 * What a profile knows of an event beside time and amount, in one {@code int}: bits 0-4 the type,
 * 5-9 the channel (ordinals), 10-17 the set of outcome states, 18-19 the verdict (0 none, 1 fraud,
 * 2 genuine), 20-31 the revision of the verdict, where 4095 stands for all higher ones. The
 * encoding is part of the profile's format.
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
  private static final int MOST_REVISION = 0xFFF;
  private static final int TYPE_AND_CHANNEL = (1 << STATES_SHIFT) - 1;

  private EventFlags() {}

  /** Returns the flags of an event of which nothing more is known. */
  static int of(int type, int channel) {
    return (type & 31) | (channel & 31) << CHANNEL_SHIFT | UNKNOWN_STATE;
  }

  static int type(int flags) {
    return flags & 31;
  }

  static boolean isFraud(int flags) {
    return (flags & VERDICT_MASK) == FRAUD;
  }

  /** Returns whether the event belongs under a fraud rate's line. */
  static boolean isRated(int flags) {
    return (flags & (RATED_MASK | VERDICT_MASK)) != 0;
  }

  static int revision(int flags) {
    return flags >>> REVISION_SHIFT;
  }

  /** Returns the flags with a verdict, or the same where it is a repeated or superseded one. */
  static int withLabel(int flags, LabelUpdate update) {
    int revision = Math.max(1, Math.min(update.revision(), MOST_REVISION));
    return revision <= revision(flags) ? flags : withVerdict(flags, update.verdict(), revision);
  }

  static int withVerdict(int flags, Verdict verdict, int revision) {
    int bits =
        switch (verdict) {
          case FRAUD -> FRAUD;
          case GENUINE -> GENUINE;
          case WITHDRAWN -> 0;
        };
    return (flags & (TYPE_AND_CHANNEL | STATES_MASK)) | bits | revision << REVISION_SHIFT;
  }

  /** Returns the flags with an outcome; one of an earlier stage than the known one is old news. */
  static int withOutcome(int flags, OutcomeAction action, boolean threeDsFailed) {
    int next = flags;
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
  static int join(int arrived, int said) {
    return (arrived & TYPE_AND_CHANNEL) | (said & ~TYPE_AND_CHANNEL);
  }

  private static int stage(int flags) {
    if ((flags & OutcomeState.REVERSED.bit() << STATES_SHIFT) != 0) {
      return 3;
    }
    if ((flags & OutcomeState.SETTLED.bit() << STATES_SHIFT) != 0) {
      return 2;
    }
    return (flags & UNKNOWN_STATE) != 0 ? 0 : 1;
  }
}
