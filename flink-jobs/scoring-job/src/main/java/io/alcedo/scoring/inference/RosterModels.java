package io.alcedo.scoring.inference;

import io.alcedo.model.BundleException;
import io.alcedo.model.BundleProblem;
import io.alcedo.model.LineUp;
import io.alcedo.model.ServedModel;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.ModelVersion;
import io.alcedo.scoring.roster.Roster;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The models of a roster, as far as they could be had: each held once until {@link #letGo}. One
 * thread at a time.
 */
final class RosterModels {
  /** Loads one model, or says why not. */
  interface Load {
    ServedModel load(ModelVersion version) throws BundleException;
  }

  /** What may be over in a while: a want of memory or time, a store that is not there. */
  private static final Set<BundleProblem> PASSING =
      EnumSet.of(
          BundleProblem.LOAD_FAILED,
          BundleProblem.TRIAL_FAILED,
          BundleProblem.MISSING_FILE,
          BundleProblem.UNREADABLE_FILE);

  private final Roster roster;
  private final boolean guarded;
  private final Map<ModelVersion, ServedModel> models = new LinkedHashMap<>();
  private final Set<ModelVersion> loaded = new LinkedHashSet<>();
  private final Map<ModelVersion, BundleException> refused = new LinkedHashMap<>();

  /**
   * Nothing yet of what a roster names.
   *
   * @param guarded whether the model that was active before is kept beside the active one
   */
  RosterModels(Roster roster, boolean guarded) {
    this.roster = roster;
    this.guarded = guarded;
  }

  Roster roster() {
    return roster;
  }

  /** Holds those models that a line-up has already. */
  void take(LineUp lineUp) {
    for (ModelVersion version : versions()) {
      for (ServedModel model : lineUp.models()) {
        if (model.digest().equals(version.digest())) {
          model.hold();
          models.put(version, model);
        }
      }
    }
  }

  /**
   * Loads the active model, and the canary where that could be had. A canary that cannot is no
   * refusal yet: it is missing, like all else that {@link #load} loads later.
   */
  void loadDeciding(Load load) {
    load(active(), load);
    ModelVersion canary = roster.assignment().canary();
    if (canary != null && activeRefused() == null) {
      load(canary, load);
      refused.remove(canary);
    }
  }

  /** Loads what is missing. */
  void load(Load load) {
    for (ModelVersion version : versions()) {
      if (!models.containsKey(version)) {
        load(version, load);
      }
    }
  }

  private void load(ModelVersion version, Load load) {
    try {
      models.put(version, load.load(version));
      loaded.add(version);
    } catch (BundleException e) {
      refused.put(version, e);
    } catch (Throwable e) {
      refused.put(
          version,
          new BundleException(BundleProblem.LOAD_FAILED, "The model does not load: " + e, e));
    }
  }

  /** Returns whether all models that the roster names are there. */
  boolean areComplete() {
    return models.keySet().containsAll(versions());
  }

  /** Returns the versions that were loaded, not taken over. */
  Set<ModelVersion> loaded() {
    return loaded;
  }

  /** Returns the versions that were refused, and why. */
  Map<ModelVersion, BundleException> refused() {
    return refused;
  }

  /** Returns whether a model was refused for what need not be the model's fault. */
  boolean mayLoadLater() {
    return refused.values().stream().map(BundleException::problem).anyMatch(PASSING::contains);
  }

  /** Returns why the active model cannot be had, or null where it can. */
  @Nullable BundleException activeRefused() {
    return refused.get(active());
  }

  /** Returns the version that decides where no other is to. */
  ModelVersion active() {
    ModelVersion active = roster.assignment().active();
    if (active == null) {
      throw new IllegalStateException(
          "A roster has an active model: generation=" + roster.generation());
    }
    return active;
  }

  /** Returns the line-up of those that there are; the active one must be. */
  LineUp lineUp() {
    Assignment assignment = roster.assignment();
    return LineUp.of(
        roster.generation(),
        Objects.requireNonNull(models.get(active())),
        find(assignment.canary()),
        assignment.canaryShare(),
        assignment.shadows().stream().map(this::find).filter(Objects::nonNull).toList(),
        guarded ? find(assignment.previous()) : null);
  }

  /** Lets all models go; those that a line-up holds stay open. */
  void letGo() {
    models.values().forEach(ServedModel::letGo);
    models.clear();
  }

  private @Nullable ServedModel find(@Nullable ModelVersion version) {
    return version == null ? null : models.get(version);
  }

  private List<ModelVersion> versions() {
    Assignment assignment = roster.assignment();
    Set<ModelVersion> versions = new LinkedHashSet<>();
    versions.add(active());
    add(assignment.canary(), versions);
    versions.addAll(assignment.shadows());
    if (guarded) {
      add(assignment.previous(), versions);
    }
    return List.copyOf(versions);
  }

  private static void add(@Nullable ModelVersion version, Set<ModelVersion> versions) {
    if (version != null) {
      versions.add(version);
    }
  }
}
