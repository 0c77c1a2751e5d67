package io.alcedo.features.profile;

import io.alcedo.features.definition.EventFilter;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The transaction whose aggregates are computed, in the terms of the log. Mutable scratch of one
 * aggregator; reused.
 */
final class Current {
  private static final int LATITUDE = RowLayout.STANDARD.index("latitude");
  private static final int LONGITUDE = RowLayout.STANDARD.index("longitude");
  private static final double PLACE_UNITS = 10_000;

  /** What {@link Profile#fetch} returned, for no other use. */
  long fetched;

  long time;

  /** The index behind the last event of the log that is not later, the transaction left out. */
  int end;

  long flags;
  long amount;
  int latitude;
  int longitude;
  final int[] values;

  /** The marks that it carries; known once its own aggregates are. */
  int marks;

  /** The values of its remembered features, NaN where unknown; known as its marks are. */
  final float[] remembered;

  Current(ProfileShape shape) {
    values = new int[shape.dimensions.length];
    remembered = new float[shape.remembered.length];
  }

  /** Takes from the row what the log keeps of it. */
  void read(ProfileShape shape, TransactionRow row) {
    time = row.eventTime();
    flags = EventFlags.of(EventFilter.type(row), EventFilter.channel(row));
    amount = EventRecorder.amount(row);
    for (int d = 0; d < values.length; d++) {
      values[d] = shape.dimensions[d].hash(row);
    }
    if (shape.places) {
      latitude = coordinate(row.real(LATITUDE));
      longitude = coordinate(row.real(LONGITUDE));
      if (latitude == EventLog.NO_PLACE || longitude == EventLog.NO_PLACE) {
        latitude = EventLog.NO_PLACE;
        longitude = EventLog.NO_PLACE;
      }
    }
  }

  /** Returns a coordinate in ten-thousandths of a degree, or {@link EventLog#NO_PLACE}. */
  private static int coordinate(double degrees) {
    return degrees >= -180 && degrees <= 180
        ? (int) Math.rint(degrees * PLACE_UNITS)
        : EventLog.NO_PLACE;
  }

  /** Takes from the vector what is remembered of it: nothing where there is no vector. */
  void remember(ProfileShape shape, float @Nullable [] vector) {
    marks = 0;
    Arrays.fill(remembered, Float.NaN);
    if (vector == null) {
      return;
    }
    for (int i = 0; i < shape.marks.length; i++) {
      marks |= shape.marks[i].isOn(vector) ? 1 << i : 0;
    }
    for (int i = 0; i < remembered.length; i++) {
      remembered[i] = vector[shape.remembered[i].place()];
    }
  }

  /** Returns the index behind the last event of the log at or before the end of a window. */
  int end(EventLog log, long delayMillis) {
    return delayMillis == 0 ? end : Math.min(end, log.upperBound(time - delayMillis));
  }
}
