package io.alcedo.operations.metrics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What must be there before a task manager is ready for traffic. Subtasks raise a condition when
 * they open and lower it when they close; a condition holds while at least one subtask holds it.
 * Thread-safe.
 */
public final class Readiness {
  /** What a process does. */
  public enum Role {
    /** It scores transactions. */
    SCORING,
    /** It takes verdicts in. */
    LEARNING
  }

  /** One thing that must be there. */
  public enum Condition {
    /** A model is loaded and checked. */
    MODEL_LOADED(Role.SCORING),
    /** A source of the scoring job is open and reads its partitions. */
    SOURCES_ASSIGNED(Role.SCORING),
    /** A source of the retraining job is open and reads its partitions. */
    LEARNING_SOURCES_ASSIGNED(Role.LEARNING);

    private final Role role;

    Condition(Role role) {
      this.role = role;
    }
  }

  private final Set<Role> roles = ConcurrentHashMap.newKeySet();
  private final Map<Condition, AtomicInteger> holders = new EnumMap<>(Condition.class);

  Readiness() {
    for (Condition condition : Condition.values()) {
      holders.put(condition, new AtomicInteger());
    }
  }

  /**
   * Says what the process does; it needs what all its roles need. One that has said nothing is
   * taken to score.
   */
  public void play(Role role) {
    roles.add(role);
  }

  /**
   * Holds a condition until the returned handle is closed.
   *
   * @return a handle that lets go once, however often it is closed
   */
  public Hold hold(Condition condition) {
    AtomicInteger count = holders.getOrDefault(condition, new AtomicInteger());
    play(condition.role);
    count.incrementAndGet();
    return new Hold(count);
  }

  /** Returns the words for what is missing; empty where the process is ready. */
  public List<String> missing() {
    return missing(roles.isEmpty() ? Set.of(Role.SCORING) : roles);
  }

  /** Returns the words for what a role of the process lacks. */
  public List<String> missing(Role role) {
    return missing(Set.of(role));
  }

  private List<String> missing(Set<Role> played) {
    List<String> missing = new ArrayList<>();
    holders.forEach(
        (condition, count) -> {
          if (played.contains(condition.role) && count.get() <= 0) {
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
