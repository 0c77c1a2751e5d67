package io.alcedo.features.profile;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.schema.TransactionType;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;

/**
 * Writes into profiles: new events, verdicts, outcomes and reversals, each to the log where the log
 * holds the event, to its bucket where it is older, and aside where it has not arrived yet. Holds
 * scratch: one thread at a time.
 */
final class EventRecorder {
  /**
   * The largest amount in minor units; a larger one counts as this much. With it, the squares of
   * 2^27 events fit 128 bits.
   */
  static final long MOST_AMOUNT = 1_000_000_000_000_000L;

  private static final int ORIGINAL = RowLayout.STANDARD.index("originalTransactionId");
  private static final int REVERSAL = TransactionType.REVERSAL.ordinal();
  private static final long LATE_FLAGS =
      EventFlags.of(TransactionType.PURCHASE.ordinal(), EventFlags.UNKNOWN_CHANNEL);

  private final ProfileShape shape;
  private final SizeLimit limit;

  EventRecorder(ProfileShape shape) {
    this.shape = shape;
    this.limit = new SizeLimit(shape);
  }

  /** Returns the row's amount in minor units, absurd ones cut. */
  static long amount(TransactionRow row) {
    return amount(row.number(TransactionRow.BASE_AMOUNT_MINOR));
  }

  /**
   * Records a transaction that the log does not hold.
   *
   * @param current what was read of it, its marks and what is remembered of its vector
   */
  void record(Profile profile, int id, TransactionRow row, Current current) {
    long time = current.time;
    long newest = Math.max(profile.lastEventTime, time);
    long gone = newest - shape.horizonMillis - shape.slackMillis;
    profile.lastEventTime = newest;
    if (time > gone) {
      int index = append(profile, id, current);
      EventLog log = profile.log;
      if (EventFlags.type(log.flags[index]) == REVERSAL) {
        reverse(profile, row, log.amount[index]);
      }
      Buckets older = profile.buckets;
      if (older != null && time < older.until) {
        // It belongs among the buckets: sent on from the log, where it stands in front.
        moveToBuckets(profile, older, index);
        profile.bytesBound += limit.bucketMostBytes;
      }
    }
    profile.log.dropUntil(gone);
    if (profile.late.size > 0) {
      profile.late.dropUntil(gone);
    }
    profile.bytesBound += limit.eventMostBytes;
    limit.keep(profile);
  }

  void label(Profile profile, LabelUpdate update) {
    int id = (int) update.idHash();
    EventLog log = profile.log;
    int index = find(log, id, update.eventTime());
    if (index >= 0) {
      log.setFlags(index, EventFlags.withLabel(log.flags[index], update));
      grow(profile);
      return;
    }
    if (forgotten(profile, update.eventTime())) {
      return;
    }
    LateUpdates late = profile.late;
    int known = late.find(id);
    long before = known >= 0 ? late.flags[known] : LATE_FLAGS;
    boolean counted = known >= 0 ? late.counted[known] : inBuckets(profile, update.eventTime());
    if (known < 0 && counted && update.revision() > 1 && update.verdict() != Verdict.FRAUD) {
      // A verdict that takes another's place, and that other was forgotten: it was fraud.
      int revision = Math.min(update.revision(), EventFlags.MOST_REVISION) - 1;
      before = EventFlags.withVerdict(before, Verdict.FRAUD, revision);
    }
    long after = EventFlags.withLabel(before, update);
    say(profile, id, update.eventTime(), update.baseAmountMinor(), before, after, counted);
  }

  void outcome(Profile profile, OutcomeUpdate update) {
    int id = (int) update.idHash();
    EventLog log = profile.log;
    int index = find(log, id, update.eventTime());
    if (index >= 0) {
      long flags = log.flags[index];
      log.setFlags(index, EventFlags.withOutcome(flags, update.action(), update.threeDsFailed()));
      grow(profile);
      return;
    }
    if (forgotten(profile, update.eventTime())) {
      return;
    }
    LateUpdates late = profile.late;
    int known = late.find(id);
    long before = known >= 0 ? late.flags[known] : LATE_FLAGS;
    boolean counted = known >= 0 ? late.counted[known] : inBuckets(profile, update.eventTime());
    OutcomeAction action = update.action();
    if (known < 0
        && counted
        && (action == OutcomeAction.SETTLED || action == OutcomeAction.REVERSED)) {
      // What settles or is reversed was approved before.
      before = EventFlags.withOutcome(before, OutcomeAction.APPROVED, false);
    }
    long after = EventFlags.withOutcome(before, action, update.threeDsFailed());
    say(profile, id, update.eventTime(), update.baseAmountMinor(), before, after, counted);
  }

  /** Finds an event by its time first, which an update knows but need not have right. */
  private static int find(EventLog log, int id, long time) {
    int index = log.find(id, time, log.upperBound(time));
    return index >= 0 ? index : log.find(id);
  }

  private void say(
      Profile profile,
      int id,
      long time,
      long amountMinor,
      long before,
      long after,
      boolean counted) {
    LateUpdates late = profile.late;
    int known = late.find(id);
    if (known < 0) {
      known = late.add(id, time, after, counted);
    }
    late.flags[known] = after;
    Buckets older = profile.buckets;
    if (counted && older != null && before != after) {
      long reversed = late.reversed[known];
      profile.bytesBound += limit.bucketMostBytes;
      older.change(time, before, after, amount(amountMinor), reversed, reversed);
    }
    grow(profile);
  }

  private int append(Profile profile, int id, Current current) {
    EventLog log = profile.log;
    long flags = EventFlags.withMarks(current.flags, current.marks);
    int index = log.insert(current.time, id, flags, current.amount);
    System.arraycopy(current.values, 0, log.values, index * log.dimensions, log.dimensions);
    System.arraycopy(current.remembered, 0, log.remembered, index * log.features, log.features);
    if (log.places) {
      log.latitude[index] = current.latitude;
      log.longitude[index] = current.longitude;
    }
    LateUpdates late = profile.late;
    int said = late.size == 0 ? -1 : late.find(id);
    if (said >= 0 && !late.counted[said]) {
      log.setFlags(index, EventFlags.join(flags, late.flags[said]));
      log.setReversed(index, late.reversed[said]);
      late.remove(said);
    }
    return index;
  }

  static void moveToBuckets(Profile profile, Buckets older, int index) {
    EventLog log = profile.log;
    if (EventFlags.isFraud(log.flags[index]) && profile.late.find(log.id[index]) < 0) {
      profile.late.add(log.id[index], log.time[index], log.flags[index], true);
    }
    older.add(log, index);
    log.removeOldest();
  }

  private void reverse(Profile profile, TransactionRow row, long amountMinor) {
    String original = row.text(ORIGINAL);
    if (original == null) {
      return;
    }
    int id = (int) StableHash.of(row.required(TransactionRow.TENANT), original);
    EventLog log = profile.log;
    int index = log.find(id);
    if (index >= 0) {
      log.setReversed(index, plus(log.reversed(index), amountMinor));
      return;
    }
    LateUpdates late = profile.late;
    int known = late.find(id);
    if (known < 0) {
      known = late.add(id, row.eventTime(), LATE_FLAGS, false);
    }
    late.reversed[known] = plus(late.reversed[known], amountMinor);
  }

  private static long plus(long reversed, long amountMinor) {
    return Math.min(MOST_AMOUNT, reversed + Math.max(0, amountMinor));
  }

  private boolean forgotten(Profile profile, long eventTime) {
    return profile.lastEventTime != Long.MIN_VALUE
        && eventTime <= profile.lastEventTime - shape.horizonMillis - shape.slackMillis;
  }

  private static boolean inBuckets(Profile profile, long eventTime) {
    Buckets older = profile.buckets;
    return older != null && eventTime <= older.until;
  }

  private void grow(Profile profile) {
    profile.bytesBound += SizeLimit.UPDATE_MOST_BYTES;
    limit.keep(profile);
  }

  private static long amount(long minor) {
    return minor == TransactionRow.ABSENT
        ? 0
        : Math.max(-MOST_AMOUNT, Math.min(MOST_AMOUNT, minor));
  }
}
