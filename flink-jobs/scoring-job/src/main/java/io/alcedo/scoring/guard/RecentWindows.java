package io.alcedo.scoring.guard;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The latest reports on one pair of models, added up: as few of them as hold enough transactions,
 * so that a fault that begins late is not outweighed by what was well before. Owned by one thread.
 */
final class RecentWindows {
  private final int minRows;
  private final Deque<Part> parts = new ArrayDeque<>();
  private ModelWindow active;
  private ModelWindow former;
  private PairWindow pair = PairWindow.empty();
  private PairWindow all = PairWindow.empty();

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
    all = all.plus(morePair);
    for (Part oldest = parts.peek();
        oldest != null
            && active.asked() - oldest.active().asked() >= minRows
            && (pair.pairs() - oldest.pair().pairs() >= minRows || oldest.pair().pairs() == 0);
        oldest = parts.peek()) {
      parts.remove();
      active = active.minus(oldest.active());
      former = former.minus(oldest.former());
      pair = pair.minus(oldest.pair());
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

  /** Returns all that both scored since the promotion, for faults that show seldom. */
  PairWindow allPairs() {
    return all;
  }
}
