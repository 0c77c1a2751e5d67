package io.alcedo.features.profile;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.schema.row.TransactionRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes the aggregates of one entity from its profile, and records events in it.
 *
 * <p><b>What a profile is.</b> A log of the newest events, at least 192 of them, each with time,
 * amount, flags (type, channel, outcome, verdict, marks), place, the hashes of its values and what
 * features of its vector had for values; behind it buckets in which older events are added up. No
 * aggregate is stored: each is computed from events when a transaction asks for it, so one defined
 * tomorrow finds the history of today, and a verdict or reversal that comes late is simply written
 * on its event.
 *
 * <p><b>One walk for many windows.</b> All windows (t-d-w, t-d] with the same delay d end at the
 * same event, found by binary search, so the events of a shorter one are the newest of a longer
 * one. A {@link WindowScan} therefore starts there and walks back once: wherever it crosses the
 * edge of a window it writes out what has gathered so far and walks on. Aggregates are grouped by
 * filter and delay, and walk together. The walk reads parallel arrays in one direction, allocates
 * nothing and boxes nothing; 28 aggregates over 60 events take little more than a microsecond.
 *
 * <p><b>Where walks are long</b> (above {@link MomentScan#MOST_WALKED} events) a log in memory
 * keeps the sums of a window, and the next transaction adds what came in and takes out what has
 * passed ({@link SlidingWindow}). Sums of whole numbers cannot drift, and the log adjusts them with
 * every event that changes or leaves. They are no part of the profile's bytes, and a copy walks
 * anew. A log that keeps any takes 32 to 64 bytes for each of the entity's windows of moments: half
 * a kilobyte for a card of the set card-payments, where 25 events take 1.4 already.
 *
 * <p><b>Exact numbers.</b> Amounts are {@code long} minor units of at most 10^15 (larger ones count
 * as that). Their sum and the sum of their squares are kept in 128 bits; a deviation is taken about
 * a whole number near the mean, in arithmetic modulo 2^128, so that nothing cancels ({@link Wide}).
 *
 * <p><b>When the log is full</b> its oldest events go to buckets ({@link Buckets}), which hold for
 * each filter in use count, sum, frauds and what else the aggregates read. An edge that falls
 * inside a bucket takes the whole bucket or nothing, whichever is nearer. A bucket whose newest
 * event has age a will only be crossed by edges of windows with d+w &gt; a; so it may be as wide as
 * a 32nd of the shortest of these, and neighbours merge as they age beyond short windows. An
 * aggregate over buckets thus equals the exact one over some window whose edges are within w/32 of
 * the true ones, as exponential histograms do (Datar, Gionis, Indyk, Motwani, 2002), but in time
 * rather than in count, so that a burst cannot blur its surroundings. Different values among
 * buckets are held by {@link ValueSample}: exactly up to 96 of them, beyond that by a sample of 12
 * % standard error, and whether a value that the sample does not cover is new is unknown. These
 * tolerances hold for transactions in time order; one that arrives late by more than a bucket sees
 * what is left. Outcomes and verdicts that come for bucketed events are booked on the event's
 * bucket as those of a purchase without marks, remembered so that a repeat changes nothing while
 * they are among the last 48.
 *
 * <p><b>What is remembered of a vector</b> (marks, and values whose peaks are asked for) is written
 * with the event when it is recorded, after its own aggregates are computed; an event recorded
 * without a vector has no marks and no values.
 *
 * <p><b>Size.</b> Never more than 8 KiB encoded ({@link SizeLimit}): where values of five
 * dimensions all differ, samples shrink first, then the log, then buckets widen, and {@link
 * Profile#coarsenings} counts it.
 *
 * <p><b>Late events</b> are inserted where they belong and see only what is in their own window;
 * events are kept a sixteenth of the horizon (an hour to two days) beyond it for their sake, and
 * one that is older still is answered but not recorded. Updates that come before their transaction
 * wait for it.
 *
 * <p>Holds scratch: one thread at a time. Its codec may be used by any.
 */
public final class ProfileAggregator {
  /**
   * The aggregates that one walk computes together.
   *
   * @param walk the kind that stands for all of the walk, null for moments
   */
  private record Group(
      int filterClass, long delayMillis, int operand, @Nullable AggregateKind walk) {}

  private final ProfileShape shape;
  private final ProfileCodec codec;
  private final EventRecorder recorder;
  private final WindowScan[] scans;
  private final Current current;
  private final SlidingWindows sliding = new SlidingWindows();

  /** Creates the aggregator of this layout. */
  public ProfileAggregator(ProfileLayout layout) {
    shape = new ProfileShape(layout);
    codec = new CompactProfileCodec(shape);
    recorder = new EventRecorder(shape);
    current = new Current(shape);
    Map<Group, List<AggregateSpec>> groups = new LinkedHashMap<>();
    List<WindowScan> scans = new ArrayList<>();
    for (AggregateSpec spec : layout.aggregates()) {
      int filterClass = shape.classIndex(spec);
      if (spec.kind() == AggregateKind.SINCE_LAST || spec.kind() == AggregateKind.SPEED) {
        scans.add(new LatestScan(shape, filterClass, spec));
      } else {
        groups.computeIfAbsent(group(spec, filterClass), unused -> new ArrayList<>()).add(spec);
      }
    }
    IntSet set = new IntSet();
    groups.forEach((group, specs) -> scans.add(scan(group, specs, set)));
    this.scans = scans.toArray(WindowScan[]::new);
  }

  private static Group group(AggregateSpec spec, int filterClass) {
    AggregateKind walk =
        switch (spec.kind()) {
          case DISTINCT, FIRST_SEEN -> spec.kind();
          case PEAK, SINCE_PEAK -> AggregateKind.PEAK;
          case FRAUD_RUN, FRAUD_RUN_AGE, GENUINE_RUN -> AggregateKind.FRAUD_RUN;
          default -> null;
        };
    return new Group(filterClass, spec.delayMillis(), spec.operand(), walk);
  }

  private WindowScan scan(Group group, List<AggregateSpec> specs, IntSet set) {
    int filterClass = group.filterClass();
    long delay = group.delayMillis();
    AggregateKind walk = group.walk();
    if (walk == null) {
      return new MomentScan(shape, filterClass, delay, specs, sliding);
    }
    return switch (walk) {
      case DISTINCT -> new DistinctScan(shape, filterClass, delay, specs, set);
      case FIRST_SEEN -> new NoveltyScan(shape, filterClass, delay, specs);
      case PEAK -> new PeakScan(shape, filterClass, delay, specs);
      default -> new RunScan(shape, filterClass, delay, specs);
    };
  }

  /** Returns a profile without events. */
  public Profile newProfile() {
    return new Profile(shape);
  }

  /** Returns the codec of the profiles, which any thread may use. */
  public ProfileCodec codec() {
    return codec;
  }

  /**
   * Computes the aggregates where a vector is given, then records the transaction. One whose id and
   * time the log holds already changes nothing, and its aggregates are those of its place there.
   *
   * @param profile the entity's profile, made by this aggregator or its codec
   * @param idHash {@code StableHash.of(tenant, transactionId)}
   * @param row the transaction
   * @param vector the job's vector, of which the layout's slots are filled, and what the profile
   *     remembers of it is taken; or null
   */
  public void transaction(
      Profile profile, long idHash, TransactionRow row, float @Nullable [] vector) {
    current.fetched = profile.fetch();
    current.read(shape, row);
    int id = (int) idHash;
    EventLog log = profile.log;
    long time = current.time;
    int end = log.upperBound(time);
    int known = log.find(id, time, end);
    if (vector != null) {
      current.end = known >= 0 ? known : end;
      for (WindowScan scan : scans) {
        scan.compute(profile, current, vector);
      }
      profile.computed = true;
    }
    if (known < 0) {
      current.remember(shape, vector);
      recorder.record(profile, id, row, current);
    }
  }

  /**
   * Records a transaction without computing anything; one whose id and time the log holds changes
   * nothing.
   *
   * @param vector what the profile remembers of it is taken; or null
   */
  public void record(Profile profile, long idHash, TransactionRow row, float @Nullable [] vector) {
    int id = (int) idHash;
    long time = row.eventTime();
    if (profile.log.find(id, time, profile.log.upperBound(time)) < 0) {
      current.read(shape, row);
      current.remember(shape, vector);
      recorder.record(profile, id, row, current);
    }
  }

  /** Records a verdict; a repeated or superseded one changes nothing. */
  public void label(Profile profile, LabelUpdate update) {
    recorder.label(profile, update);
  }

  /** Records what became of a transaction; an earlier stage after a later one changes nothing. */
  public void outcome(Profile profile, OutcomeUpdate update) {
    recorder.outcome(profile, update);
  }
}
