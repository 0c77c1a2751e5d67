package io.alcedo.scoring.inference;

import io.alcedo.model.BundleException;
import io.alcedo.model.LineUp;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.ModelVersion;
import io.alcedo.scoring.roster.Roster;
import io.alcedo.scoring.roster.Undecided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the models that a roster names into a score operator: those it lacks are loaded, tried and
 * warmed on the loader's thread while the line-up in use scores on, and when all are there one mail
 * puts the new line-up in its place. A roster whose active model is refused changes nothing; any
 * other model that is refused is left out. Rosters that come while one is loaded wait, and only the
 * newest of them counts.
 *
 * <p>An operator opens with what decides, and does not wait for the rest: shadows and the model
 * before come by the loader as soon as it is open. Where the active model cannot be had it opens
 * with another that may decide, says so, and lets the one that was assigned take over once that can
 * be had.
 *
 * <p>A model that was promoted has the one before beside it for the guard's period. After a way
 * back there is none: the model that failed is not asked again.
 *
 * <p>Owned by the task's thread.
 */
final class RosterFollower {
  /** What the follower works on. */
  interface Stage {
    /** Loads a model for a roster; on the loader's thread, or the task's while it opens. */
    RosterModels.Load loading(Roster roster);

    /** Returns the line-up that scores the next batch. */
    LineUp lineUp();

    /** Puts a line-up in place of the one in use. */
    void use(LineUp next);

    /** Tells what became of a roster. */
    void tell(RosterModels models, boolean activeChanged);

    /** Has something done by the task; throws where it is closing. */
    void mail(Runnable action);

    /** Has something done by the task at a time. */
    void at(long timeMillis, Runnable action);
  }

  private static final long SHORTEST_PAUSE_MILLIS = 60_000;
  private static final long LONGEST_PAUSE_MILLIS = 3_600_000;

  private final Stage stage;
  private final LongSupplier clock;
  private final long guardMillis;
  private final AtomicReference<@Nullable RosterModels> underWay = new AtomicReference<>();
  private Followed followed;
  private Roster newest;

  /** What is to be in use: the newest roster, or what is followed while that is refused. */
  private Roster wanted;

  /** Whether all models of what is followed were asked for. */
  private boolean complete;

  private boolean loading;
  private long pauseMillis = SHORTEST_PAUSE_MILLIS;
  private volatile boolean closed;

  /**
   * A follower that opens with a roster.
   *
   * @param first what is followed from the start; the task has its models from {@link #open}
   * @param guardPeriod how long a promoted model has the one before beside it
   */
  RosterFollower(Stage stage, LongSupplier clock, Duration guardPeriod, Followed first) {
    this.stage = stage;
    this.clock = clock;
    this.guardMillis = guardPeriod.toMillis();
    this.followed = first;
    this.newest = first.newest();
    this.wanted = first.newest();
  }

  /** Returns what an operator follows that starts with the roster of a log, without a state. */
  static Followed fresh(Roster roster) {
    Assignment assignment = roster.assignment();
    return new Followed(
        roster, assignment.previous() == null ? 0 : assignment.assignedAtMillis(), roster);
  }

  /** Returns what is followed, and what is heard of. */
  Followed followed() {
    return new Followed(followed.roster(), followed.promotedAtMillis(), newest);
  }

  /** Goes on with what the line-up lacks that it opened with, or with a later roster. */
  void resume() {
    if (!complete || wanted.generation() > followed.roster().generation()) {
      load();
    }
  }

  /**
   * Loads the models that decide first, on the calling thread: those of the roster that is
   * followed, or, where its active model cannot be had, those of a later one that was heard of, or
   * the model before.
   *
   * @throws BundleException where none of them can be had, with the reasons of all
   */
  LineUp open() throws BundleException {
    Map<ModelVersion, BundleException> refused = new LinkedHashMap<>();
    List<RosterModels> without = new ArrayList<>();
    for (Followed candidate : candidates()) {
      RosterModels models = new RosterModels(candidate.roster(), guarded(candidate));
      if (refused.containsKey(models.active())) {
        continue;
      }
      models.loadDeciding(stage.loading(candidate.roster()));
      BundleException refusal = models.activeRefused();
      if (refusal == null) {
        return open(candidate, models, without);
      }
      refused.put(models.active(), refusal);
      without.add(models);
    }
    throw Undecided.because(refused);
  }

  private List<Followed> candidates() {
    List<Followed> candidates = new ArrayList<>();
    candidates.add(followed);
    if (newest.generation() > followed.roster().generation()) {
      candidates.add(next(newest));
    }
    Roster back = followed.roster().wayBack();
    if (back != null) {
      candidates.add(new Followed(back, 0, newest));
    }
    return candidates;
  }

  private LineUp open(Followed candidate, RosterModels models, List<RosterModels> refused) {
    LineUp first = models.lineUp();
    complete = models.areComplete();
    models.letGo();
    try {
      followed = candidate;
      for (RosterModels before : refused) {
        if (before.roster().generation() == newest.generation()) {
          wanted = candidate.roster();
        }
        stage.tell(before, false);
        tryAgainLater(before);
      }
      stage.tell(models, true);
      watchGuard(first);
      return first;
    } catch (RuntimeException | Error e) {
      first.giveUp();
      throw e;
    }
  }

  /** Follows a roster, unless a later one is known. */
  void follow(Roster roster) {
    if (roster.generation() > newest.generation()) {
      newest = roster;
      wanted = roster;
      pauseMillis = SHORTEST_PAUSE_MILLIS;
      load();
    }
  }

  /** Drops what is being loaded; the operator gives its line-up up itself. */
  void close() {
    closed = true;
    drop(underWay.getAndSet(null));
  }

  private void load() {
    if (loading) {
      return;
    }
    loading = true;
    Roster roster = wanted;
    RosterModels models = new RosterModels(roster, guarded(next(roster)));
    models.take(stage.lineUp());
    ModelLoader.execute(() -> load(models, stage.loading(roster)));
  }

  /** On the loader's thread. What is loaded when the task closes is let go by whoever sees it. */
  private void load(RosterModels models, RosterModels.Load load) {
    if (!closed) {
      models.load(load);
    }
    underWay.set(models);
    try {
      stage.mail(this::loaded);
    } catch (RejectedExecutionException e) {
      closed = true;
    }
    if (closed) {
      drop(underWay.getAndSet(null));
    }
  }

  private void loaded() {
    RosterModels models = underWay.getAndSet(null);
    if (models == null) {
      return;
    }
    loading = false;
    if (!wanted.equals(models.roster())) {
      drop(models);
      load();
      return;
    }
    if (complete && models.loaded().isEmpty() && models.roster().equals(followed.roster())) {
      models.letGo(); // It was tried again, and nothing has changed.
      tryAgainLater(models);
      return;
    }
    boolean refused = models.activeRefused() != null;
    boolean activeChanged =
        !refused
            && !Objects.equals(
                followed.roster().assignment().active(), models.roster().assignment().active());
    if (!refused) {
      followed = next(models.roster());
      complete = true;
      stage.use(models.lineUp());
    }
    models.letGo();
    watchGuard(stage.lineUp());
    stage.tell(models, activeChanged);
    tryAgainLater(models);
    if (!complete) {
      wanted = followed.roster();
      load();
    }
  }

  /** Models that failed for a want of memory or time may load later; each time it waits longer. */
  private void tryAgainLater(RosterModels models) {
    long generation = models.roster().generation();
    if (generation != newest.generation()) {
      return;
    }
    if (!models.mayLoadLater()) {
      pauseMillis = SHORTEST_PAUSE_MILLIS;
      return;
    }
    stage.at(
        clock.getAsLong() + pauseMillis,
        () -> {
          if (!closed && newest.generation() == generation) {
            wanted = newest;
            load();
          }
        });
    pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
  }

  /** What is followed once a roster is: a promotion leaves a previous version, a way back none. */
  private Followed next(Roster roster) {
    Assignment before = followed.roster().assignment();
    Assignment after = roster.assignment();
    if (Objects.equals(before.active(), after.active())) {
      return new Followed(roster, followed.promotedAtMillis(), roster);
    }
    return new Followed(roster, after.previous() != null ? clock.getAsLong() : 0, roster);
  }

  private boolean guarded(Followed some) {
    return some.promotedAtMillis() > 0 && clock.getAsLong() < some.promotedAtMillis() + guardMillis;
  }

  private void watchGuard(LineUp lineUp) {
    if (lineUp.former() != null) {
      stage.at(followed.promotedAtMillis() + guardMillis, this::endGuard);
    }
  }

  /** Lets the model before go once the active one has stood its guard. */
  private void endGuard() {
    if (closed || loading || stage.lineUp().former() == null || guarded(followed)) {
      return;
    }
    RosterModels models = new RosterModels(followed.roster(), false);
    models.take(stage.lineUp());
    stage.use(models.lineUp());
    models.letGo();
  }

  private static void drop(@Nullable RosterModels models) {
    if (models != null) {
      models.letGo();
    }
  }
}
