package io.alcedo.features.profile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The transaction whose aggregates are computed, in the terms of the log. Mutable scratch of one
 * aggregator; reused.
 */
final class Current {
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
