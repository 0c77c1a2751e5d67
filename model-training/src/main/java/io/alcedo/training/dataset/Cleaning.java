package io.alcedo.training.dataset;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of transactions on their way to rows. For one thread. */
public final class Cleaning {
  private final Map<CleaningRule, Long> counts = new EnumMap<>(CleaningRule.class);

  /** Makes a tally in which nothing is counted. */
  public Cleaning() {}

  /** Counts a transaction under a rule. */
  public void count(CleaningRule rule) {
    add(rule, 1);
  }

  /** Counts transactions under a rule. */
  public void add(CleaningRule rule, long transactions) {
    counts.merge(rule, transactions, Long::sum);
  }

  /** Adds all counts of another tally. */
  public void addAll(Cleaning other) {
    other.counts.forEach(this::add);
  }

  /** Returns how many transactions a rule left out. */
  public long leftOut(CleaningRule rule) {
    return counts.getOrDefault(rule, 0L);
  }

  /** Returns how many transactions were left out. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the counts by {@link CleaningRule#label()}, rules that left out none included. */
  public Map<String, Long> byLabel() {
    Map<String, Long> byLabel = new TreeMap<>();
    for (CleaningRule rule : CleaningRule.values()) {
      byLabel.put(rule.label(), leftOut(rule));
    }
    return byLabel;
  }
}
