package io.alcedo.local.analyst;

import io.alcedo.schema.Alert;
import io.alcedo.schema.Label;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The alerts on which no verdict holds, by card, and the one that the analyst looks at. Cards stand
 * in the order of their first alert, alerts of a card in the order in which they were raised. Knows
 * nothing of terminals or Kafka. For one thread.
 *
 * <p>Alerts and labels come by topics of their own, so a label may come before its alert: the last
 * {@value #MOST_EARLY} such labels are remembered. Of closed alerts the last {@value #MOST_CLOSED}
 * are, since a verdict that is taken back opens its alert again.
 */
final class AlertDesk {
  /** The most labels without an alert that are remembered. */
  static final int MOST_EARLY = 20_000;

  /** The most closed alerts that are remembered. */
  static final int MOST_CLOSED = 1_000;

  /** An alert and what this analyst did with it. */
  static final class Entry {
    private final Alert alert;
    private @Nullable Verdict given;
    private boolean skipped;

    private Entry(Alert alert) {
      this.alert = alert;
    }

    /** Returns the decision that the alert is about. */
    RiskEvent event() {
      return alert.getRiskEvent();
    }

    /** Returns the alert. */
    Alert alert() {
      return alert;
    }

    /** Returns the verdict that was given here, whose label has not come yet; null for none. */
    @Nullable Verdict given() {
      return given;
    }

    private boolean waits() {
      return given == null && !skipped;
    }
  }

  /** A label that holds on a transaction. */
  private record Held(int revision, Verdict verdict) {
    private boolean isOpen() {
      return verdict == Verdict.WITHDRAWN;
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Held> held = new HashMap<>();
  private final Map<String, Held> early = new LinkedHashMap<>();
  private final Set<String> closed = new LinkedHashSet<>();
  private @Nullable Entry current;

  /** Takes an alert; one that is there already is passed over. */
  void add(Alert alert) {
    RiskEvent event = alert.getRiskEvent();
    String key = key(event.getTenant(), event.getTransactionId());
    if (entries.putIfAbsent(key, new Entry(alert)) == null) {
      Held label = early.remove(key);
      if (label != null) {
        hold(key, label);
      }
    }
    if (current == null) {
      next();
    }
  }

  /** Takes a label: an alert on whose transaction a verdict holds is closed. */
  void add(Label label) {
    String key = key(label.getTenant(), label.getTransactionId());
    Held now = new Held(label.getRevision(), label.getVerdict());
    Entry entry = entries.get(key);
    if (entry == null) {
      remember(key, now);
      return;
    }
    Held before = held.get(key);
    if (before == null || now.revision() > before.revision()) {
      entry.given = null;
      hold(key, now);
    }
    if (entry == current && !isOpen(entry)) {
      next();
    }
  }

  private void hold(String key, Held label) {
    held.put(key, label);
    closed.remove(key);
    if (!label.isOpen()) {
      closed.add(key);
    }
    if (closed.size() > MOST_CLOSED) {
      forget(closed.iterator().next());
    }
  }

  private void forget(String key) {
    closed.remove(key);
    entries.remove(key);
    Held label = held.remove(key);
    if (label != null) {
      remember(key, label); // its alert may be sent again
    }
  }

  private void remember(String key, Held label) {
    early.merge(key, label, (one, other) -> other.revision() > one.revision() ? other : one);
    if (early.size() > MOST_EARLY) {
      early.remove(early.keySet().iterator().next());
    }
  }

  /** Returns the open alerts by tenant and card token. */
  Map<String, List<Entry>> cards() {
    Map<String, List<Entry>> open = new LinkedHashMap<>();
    for (Entry entry : inOrder()) {
      if (isOpen(entry)) {
        open.computeIfAbsent(card(entry.event()), card -> new ArrayList<>()).add(entry);
      }
    }
    return open;
  }

  /** Returns how many alerts are open. */
  int open() {
    return (int) entries.values().stream().filter(this::isOpen).count();
  }

  /** Returns the alert that the analyst looks at, or null where none waits. */
  @Nullable Entry current() {
    return current;
  }

  /** Goes to the first alert that waits for a verdict, whichever came first. */
  void first() {
    current = null;
    next();
  }

  /** Goes to the next alert that waits for a verdict, after the last one to the first. */
  void next() {
    move(1);
  }

  /** Goes to the alert before. */
  void previous() {
    move(-1);
  }

  /** Puts the current alert aside for this session, and goes on. */
  void skip() {
    if (current != null) {
      current.skipped = true;
      next();
    }
  }

  /** Notes that a verdict on the current alert was sent, and goes on. */
  void give(Verdict verdict) {
    if (current != null) {
      current.given = verdict;
      next();
    }
  }

  private void move(int step) {
    List<Entry> all = inOrder();
    int from = current == null ? (step > 0 ? -1 : 0) : all.indexOf(current);
    current = null;
    for (int i = 1; i <= all.size() && current == null; i++) {
      Entry candidate = all.get(Math.floorMod(from + step * i, all.size()));
      if (candidate.waits() && isOpen(candidate)) {
        current = candidate;
      }
    }
  }

  /**
   * All alerts, closed ones too that are remembered, so that what closes moves no other from its
   * place.
   */
  private List<Entry> inOrder() {
    Map<String, List<Entry>> cards = new LinkedHashMap<>();
    entries.values().stream()
        .sorted(Comparator.comparing(entry -> entry.alert().getRaisedAt()))
        .forEach(
            entry ->
                cards.computeIfAbsent(card(entry.event()), card -> new ArrayList<>()).add(entry));
    return cards.values().stream().flatMap(List::stream).toList();
  }

  private boolean isOpen(Entry entry) {
    Held label = held.get(key(entry.event().getTenant(), entry.event().getTransactionId()));
    return label == null || label.isOpen();
  }

  private static String card(RiskEvent event) {
    return event.getTenant() + '|' + event.getCardToken();
  }

  private static String key(String tenant, String transactionId) {
    return tenant + '|' + transactionId;
  }
}
