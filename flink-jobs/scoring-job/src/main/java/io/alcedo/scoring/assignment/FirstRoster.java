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
import io.alcedo.scoring.roster.Undecided;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job follows that starts without a state: the newest assignment of its model. Where the
 * active version cannot be run, the previous one decides, by a roster of the generation before: the
 * reader of rosters meets the assignment itself once more, says why it is refused, and lets it take
 * over where its version can be run by then. Stateless.
 */
public final class FirstRoster {
  private static final Logger LOG = LoggerFactory.getLogger(FirstRoster.class);

  private FirstRoster() {}

  /**
   * Reads the newest assignment; where there is none, the configuration's own bundle decides. A
   * version that cannot be run and is neither the active one nor needed in its place is left out.
   * The feature sets that models brought to the job before stay, as its operators may have a state
   * with their places.
   *
   * @throws BundleException where the configuration's bundle cannot be run, or neither the active
   *     version nor the previous one; the message has the reasons of both
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
    return roster == null ? wayBack(builder, new Roster(assignment, before)) : roster;
  }

  private static Roster wayBack(RosterBuilder builder, Roster refused) throws BundleException {
    Roster back = refused.wayBack();
    Roster roster = back == null ? null : builder.build(back.assignment());
    if (roster == null) {
      throw Undecided.because(builder.refused());
    }
    ModelVersion active = Objects.requireNonNull(refused.assignment().active());
    BundleException why = Objects.requireNonNull(builder.refused().get(active));
    LOG.warn(
        "The active version cannot be run, and the previous one decides: generation={},"
            + " version={}, previous={}, code={}: {}",
        refused.generation(),
        active.version(),
        Objects.requireNonNull(roster.assignment().active()).version(),
        why.problem(),
        why.getMessage());
    return roster;
  }
}
