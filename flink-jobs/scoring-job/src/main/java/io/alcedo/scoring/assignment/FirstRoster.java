package io.alcedo.scoring.assignment;

import io.alcedo.model.BundleException;
import io.alcedo.model.ModelBundle;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RegistryKafka;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.roster.ConfiguredBundles;
import io.alcedo.scoring.roster.Roster;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a job follows that starts without a state: the newest assignment of its model. Stateless.
 */
public final class FirstRoster {
  private FirstRoster() {}

  /**
   * Reads the newest assignment; where there is none, the configuration's own bundle decides. A
   * version other than the active one that cannot be run is left out. The feature sets that models
   * brought to the job before stay, as its operators may have a state with their places.
   *
   * @throws BundleException where the configuration's bundle or the active one cannot be run
   * @throws IOException where the brokers do not answer in time, or the store cannot be read
   */
  public static Roster read(AlcedoConfig config, PlanSource plan)
      throws BundleException, IOException {
    String name = ConfiguredBundles.of(config.model()).first().manifest().name();
    Assignment newest =
        new AssignmentLog(RegistryKafka.of(config), InstantSource.system()).latest(name);
    return following(config, plan, newest);
  }

  /** Returns the roster of an assignment, beside the feature sets that the job's record names. */
  static Roster following(AlcedoConfig config, PlanSource plan, Assignment newest)
      throws BundleException, IOException {
    ConfiguredBundles bundles = ConfiguredBundles.of(config.model());
    List<String> before = SetRecord.of(config, plan).read();
    return of(bundles, plan, before, withActive(newest, version(bundles.first())));
  }

  /** Returns the roster of a configuration's own bundle, as if there were no assignment. */
  public static Roster own(AlcedoConfig.Model config, PlanSource plan) throws BundleException {
    ConfiguredBundles bundles = ConfiguredBundles.of(config);
    ModelBundle own = bundles.first();
    return of(
        bundles, plan, List.of(), withActive(Assignment.none(own.manifest().name()), version(own)));
  }

  /** Lets a version decide where an assignment says nobody does. */
  static Assignment withActive(Assignment assignment, @Nullable ModelVersion otherwise) {
    return assignment.active() != null
        ? assignment
        : new Assignment(
            assignment.modelName(),
            assignment.generation(),
            otherwise,
            assignment.canary(),
            assignment.canaryShare(),
            assignment.shadows(),
            assignment.previous(),
            assignment.assignedAtMillis());
  }

  private static ModelVersion version(ModelBundle bundle) {
    return new ModelVersion(bundle.manifest().version(), bundle.digest());
  }

  private static Roster of(
      ConfiguredBundles bundles, PlanSource plan, List<String> before, Assignment assignment)
      throws BundleException {
    RosterBuilder builder = new RosterBuilder(bundles, plan, before);
    Roster roster = builder.build(assignment);
    if (roster == null) {
      throw Objects.requireNonNull(builder.refused().get(assignment.active()));
    }
    return roster;
  }
}
