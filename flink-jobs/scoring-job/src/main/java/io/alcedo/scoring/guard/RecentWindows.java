package io.alcedo.scoring.guard;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The latest reports on one pair of models, added up: as few of them as hold enough transactions,
 * so that a fault that begins late is not outweighed by what was well before. What was reported
 * during an attack is forgotten with its end. Owned by one thread.
 */
final class RecentWindows {
  private final int minRows;
  private final Deque<Part> parts = new ArrayDeque<>();
  private ModelWindow active;
  private ModelWindow former;
  private PairWindow pair = PairWindow.empty();
  private PairWindow earlier = PairWindow.empty();
  private boolean attacked;

  private record Part(ModelWindow active, ModelWindow former, PairWindow pair) {}

  RecentWindows(ModelWindow active, ModelWindow former, int minRows) {
    this.minRows = minRows;
    this.active = ModelWindow.empty(active.version());
    this.former = ModelWindow.empty(former.version());
  }

  boolean concerns(ModelWindow someActive, ModelWindow someFormer) {
    return active.version().equals(someActive.version())
        && former.version().equals(someFormer.version());
  }

  void add(ModelWindow moreActive, ModelWindow moreFormer, PairWindow morePair) {
    parts.add(new Part(moreActive, moreFormer, morePair));
    active = active.plus(moreActive);
    former = former.plus(moreFormer);
    pair = pair.plus(morePair);
    for (Part oldest = parts.peek();
        oldest != null
            && active.asked() - oldest.active().asked() >= minRows
            && (pair.pairs() - oldest.pair().pairs() >= minRows || oldest.pair().pairs() == 0);
        oldest = parts.peek()) {
      parts.remove();
      active = active.minus(oldest.active());
      former = former.minus(oldest.former());
      pair = pair.minus(oldest.pair());
      if (!attacked) {
        earlier = earlier.plus(oldest.pair());
      }
    }
  }

  ModelWindow active() {
    return active;
  }

  ModelWindow former() {
    return former;
  }

  PairWindow pair() {
    return pair;
  }

  /**
   * Returns all that both scored since the promotion outside attacks, for faults that show seldom.
   */
  PairWindow allPairs() {
    return earlier.plus(pair);
  }

  /** Notes that the latest reports are of an attack. */
  void attacked() {
    attacked = true;
  }

  /** Returns whether there was an attack up to now, whose reports are forgotten then. */
  boolean attackEnded() {
    if (!attacked) {
      return false;
    }
    attacked = false;
    parts.clear();
    active = ModelWindow.empty(active.version());
    former = ModelWindow.empty(former.version());
    pair = PairWindow.empty();
    return true;
  }
}
