package io.alcedo.operations.metrics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What must be there before a task manager is ready for traffic. Subtasks raise a condition when
 * they open and lower it when they close; a condition holds while at least one subtask holds it.
 * Thread-safe.
 */
public final class Readiness {
  /** One thing that must be there. */
  public enum Condition {
    /** A model is loaded and checked. */
    MODEL_LOADED,
    /** A source is open and reads its partitions. */
    SOURCES_ASSIGNED
  }

  private final Map<Condition, AtomicInteger> holders = new EnumMap<>(Condition.class);

  Readiness() {
    for (Condition condition : Condition.values()) {
      holders.put(condition, new AtomicInteger());
    }
  }

  /**
   * Holds a condition until the returned handle is closed.
   *
   * @return a handle that lets go once, however often it is closed
   */
  public Hold hold(Condition condition) {
    AtomicInteger count = holders.getOrDefault(condition, new AtomicInteger());
    count.incrementAndGet();
    return new Hold(count);
  }

  /** Returns the words for what is missing; empty where the process is ready. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    holders.forEach(
        (condition, count) -> {
          if (count.get() <= 0) {
            missing.add(condition.name().toLowerCase(Locale.ROOT).replace('_', '-'));
          }
        });
    return missing;
  }

  /** One subtask's part in a condition. Thread-safe. */
  public static final class Hold implements AutoCloseable {
    private final AtomicInteger left = new AtomicInteger(1);
    private final AtomicInteger count;

    private Hold(AtomicInteger count) {
      this.count = count;
    }

    @Override
    public void close() {
      if (left.compareAndSet(1, 0)) {
        count.decrementAndGet();
      }
    }
  }
}
