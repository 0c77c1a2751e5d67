package io.alcedo.features.profile;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.schema.row.TransactionRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes the aggregates of one entity from its profile, and records events in it. */
public final class ProfileAggregator {
  /** The aggregates that one walk computes together. */
  private record Group(
      int filterClass, long delayMillis, int dimension, @Nullable AggregateKind kind) {}

  private final ProfileShape shape;
  private final ProfileCodec codec;
  private final EventRecorder recorder;
  private final WindowScan[] scans;
  private final Current current;

  /** Creates the aggregator of this layout. */
  public ProfileAggregator(ProfileLayout layout) {
    shape = new ProfileShape(layout);
    codec = new CompactProfileCodec(shape);
    recorder = new EventRecorder(shape);
    current = new Current(shape.dimensions.length);
    Map<Group, List<AggregateSpec>> groups = new LinkedHashMap<>();
    List<WindowScan> scans = new ArrayList<>();
    for (AggregateSpec spec : layout.aggregates()) {
      int filterClass = shape.classIndex(spec);
      switch (spec.kind()) {
        case SINCE_LAST, SPEED -> scans.add(new LatestScan(shape, filterClass, spec));
        case DISTINCT, FIRST_SEEN ->
            groups
                .computeIfAbsent(
                    new Group(filterClass, spec.delayMillis(), spec.dimension(), spec.kind()),
                    unused -> new ArrayList<>())
                .add(spec);
        default ->
            groups
                .computeIfAbsent(
                    new Group(filterClass, spec.delayMillis(), -1, null),
                    unused -> new ArrayList<>())
                .add(spec);
      }
    }
    IntSet set = new IntSet();
    groups.forEach((group, specs) -> scans.add(scan(group, specs, set)));
    this.scans = scans.toArray(WindowScan[]::new);
  }

  private WindowScan scan(Group group, List<AggregateSpec> specs, IntSet set) {
    if (group.kind() == AggregateKind.DISTINCT) {
      return new DistinctScan(shape, group.filterClass(), group.delayMillis(), specs, set);
    }
    return group.kind() == AggregateKind.FIRST_SEEN
        ? new NoveltyScan(shape, group.filterClass(), group.delayMillis(), specs)
        : new MomentScan(shape, group.filterClass(), group.delayMillis(), specs);
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
   * Computes the aggregates where a vector is given, then records the transaction. One whose id the
   * log holds already changes nothing, and its aggregates are those of its place in the log.
   *
   * @param profile the entity's profile, made by this aggregator or its codec
   * @param idHash {@code StableHash.of(tenant, transactionId)}
   * @param row the transaction
   * @param vector the job's vector, of which the layout's slots are filled; or null
   */
  public void transaction(
      Profile profile, long idHash, TransactionRow row, float @Nullable [] vector) {
    int id = (int) idHash;
    EventLog log = profile.log;
    int known = log.find(id);
    for (int d = 0; d < shape.dimensions.length; d++) {
      current.values[d] = shape.dimensions[d].hash(row);
    }
    if (vector != null) {
      current.time = known >= 0 ? log.time[known] : row.eventTime();
      current.end = known >= 0 ? known : log.upperBound(current.time);
      current.flags = EventFlags.of(EventFilter.type(row), EventFilter.channel(row));
      current.amount = EventRecorder.amount(row);
      if (shape.places) {
        current.latitude = EventRecorder.latitude(row);
        current.longitude = EventRecorder.longitude(row);
      }
      for (WindowScan scan : scans) {
        scan.compute(profile, current, vector);
      }
    }
    if (known < 0) {
      recorder.record(profile, id, row, current.values);
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
