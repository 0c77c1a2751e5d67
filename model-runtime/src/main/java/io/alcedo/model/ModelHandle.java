package io.alcedo.model;

import org.jspecify.annotations.Nullable;

/**
 * The model that is in use now and can be swapped while it is: a user takes a lease for each batch,
 * and a replaced model closes when the last lease on it returns. Any thread.
 */
public final class ModelHandle implements AutoCloseable {
  private @Nullable Counted current;

  /** A handle on a first model, which it owns from now on. */
  public ModelHandle(OnnxModel first) {
    this.current = new Counted(first);
  }

  /**
   * Takes a lease on the model in use.
   *
   * @throws IllegalStateException if the handle is closed
   */
  public Lease acquire() {
    synchronized (this) {
      if (current == null) {
        throw new IllegalStateException("The handle is closed");
      }
      current.holders++;
      return new Lease(this, current);
    }
  }

  /**
   * Puts another model, which the handle owns from now on, in the place of the one in use.
   *
   * @throws IllegalStateException if the handle is closed; then the other model is closed too
   */
  public void swap(OnnxModel other) {
    Counted old;
    synchronized (this) {
      old = current;
      if (old != null) {
        current = new Counted(other);
      }
    }
    if (old == null) {
      other.close();
      throw new IllegalStateException("The handle is closed");
    }
    release(old);
  }

  /** Lets go of the model in use; it closes when its last lease returns. */
  @Override
  public void close() {
    Counted old;
    synchronized (this) {
      old = current;
      current = null;
    }
    if (old != null) {
      release(old);
    }
  }

  private void release(Counted counted) {
    boolean last;
    synchronized (this) {
      counted.holders--;
      last = counted.holders == 0;
    }
    if (last) {
      counted.model.close();
    }
  }

  /** A model and who holds it: the handle itself, while it is in use, and its leases. */
  private static final class Counted {
    private final OnnxModel model;
    private int holders = 1;

    Counted(OnnxModel model) {
      this.model = model;
    }
  }

  /** The right to use one model until closed. One thread at a time. */
  public static final class Lease implements AutoCloseable {
    private final ModelHandle handle;
    private final Counted counted;
    private boolean returned;

    private Lease(ModelHandle handle, Counted counted) {
      this.handle = handle;
      this.counted = counted;
    }

    /** The model leased. */
    public OnnxModel model() {
      if (returned) {
        throw new IllegalStateException("The lease was returned");
      }
      return counted.model;
    }

    /** Returns the lease; later calls do nothing. */
    @Override
    public void close() {
      if (!returned) {
        returned = true;
        handle.release(counted);
      }
    }
  }
}
