package io.alcedo.scoring.emit;

import java.util.AbstractList;
import java.util.RandomAccess;

/** An array of floats as a list, for Avro to write without a copy. As mutable as the array. */
final class FloatsView extends AbstractList<Float> implements RandomAccess {
  private final float[] values;

  FloatsView(float[] values) {
    this.values = values;
  }

  @Override
  public Float get(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return values.length;
  }
}
