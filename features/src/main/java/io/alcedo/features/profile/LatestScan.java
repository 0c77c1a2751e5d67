package io.alcedo.features.profile;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.GeoCell;

/** The time since the newest past event, or the speed from the newest past place. */
final class LatestScan extends WindowScan {
  private static final double RADIUS_KM = GeoCell.KM_PER_DEGREE * 180 / Math.PI;
  private static final double RADIANS = Math.PI / 180 / 10_000;
  private static final long SHORTEST_MILLIS = 1000;
  private static final double HOUR_MILLIS = 3_600_000;

  private final AggregateSpec spec;
  private final FilterClass filter;
  private final int filterClass;
  private final boolean speed;

  /** At most the horizon: a window that is not stated looks no further than the profile does. */
  private final long windowMillis;

  LatestScan(ProfileShape shape, int filterClass, AggregateSpec spec) {
    this.spec = spec;
    this.filter = shape.classes[filterClass];
    this.filterClass = filterClass;
    this.speed = spec.kind() == AggregateKind.SPEED;
    this.windowMillis =
        Math.min(spec.windowMillis(), Math.max(0, shape.horizonMillis - spec.delayMillis()));
  }

  @Override
  void compute(Profile profile, Current current, float[] vector) {
    double value =
        speed
            ? current.latitude == EventLog.NO_PLACE ? Double.NaN : speed(profile, current)
            : sinceLast(profile, current);
    vector[spec.slot()] = (float) (Double.isNaN(value) ? spec.empty() : value);
  }

  private double sinceLast(Profile profile, Current current) {
    EventLog log = profile.log;
    long upper = current.time - spec.delayMillis();
    long edge = upper - windowMillis;
    for (int i = current.end(log, spec.delayMillis()) - 1;
        i >= log.head && log.time[i] > edge;
        i--) {
      if (filter.matches(log.flags[i])) {
        return (current.time - log.time[i]) / 1000.0;
      }
    }
    Buckets older = profile.buckets;
    if (older == null) {
      return Double.NaN;
    }
    long latest = older.latest(filterClass, upper);
    return latest > edge ? (current.time - latest) / 1000.0 : Double.NaN;
  }

  private double speed(Profile profile, Current current) {
    EventLog log = profile.log;
    long upper = current.time - spec.delayMillis();
    long edge = upper - windowMillis;
    for (int i = current.end(log, spec.delayMillis()) - 1;
        i >= log.head && log.time[i] > edge;
        i--) {
      if (log.latitude[i] != EventLog.NO_PLACE && filter.matches(log.flags[i])) {
        return speed(current, log.time[i], log.latitude[i], log.longitude[i]);
      }
    }
    Buckets older = profile.buckets;
    if (older == null || older.placed[filterClass] > upper || older.placed[filterClass] <= edge) {
      return Double.NaN;
    }
    return speed(
        current,
        older.placed[filterClass],
        older.latitude[filterClass],
        older.longitude[filterClass]);
  }

  private static double speed(Current current, long time, int latitude, int longitude) {
    double km =
        Math.max(
            0,
            kilometres(latitude, longitude, current.latitude, current.longitude)
                - GeoCell.DIAGONAL_KM);
    return km / (Math.max(SHORTEST_MILLIS, current.time - time) / HOUR_MILLIS);
  }

  /** Returns the great-circle distance (haversine) of places in ten-thousandths of a degree. */
  private static double kilometres(int latitude, int longitude, int otherLat, int otherLon) {
    if (latitude == otherLat && longitude == otherLon) {
      return 0;
    }
    double north = Math.sin((otherLat - latitude) * RADIANS / 2);
    double east = Math.sin((otherLon - longitude) * RADIANS / 2);
    double chord =
        north * north + Math.cos(latitude * RADIANS) * Math.cos(otherLat * RADIANS) * east * east;
    return 2 * RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
  }
}
