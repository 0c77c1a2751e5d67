package io.alcedo.schema.bytes;

import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * An array of floats as the list that Avro's records want, to be written without a copy and without
 * a boxed float. As mutable as the array.
 */
public final class FloatList extends AbstractList<Float> implements RandomAccess {
  private final float[] values;

  /** Makes a view of this array. */
  public FloatList(float[] values) {
    this.values = values;
  }

  /** Returns the array itself. */
  public float[] values() {
    return values;
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
