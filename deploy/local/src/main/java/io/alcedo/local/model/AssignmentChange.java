package io.alcedo.local.model;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleTrial;
import io.alcedo.model.KeyFileException;
import io.alcedo.model.ModelBundle;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.Change;
import io.alcedo.registry.ConfiguredTrust;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RefusedChangeException;
import io.alcedo.registry.RegistryKafka;
import io.alcedo.registry.Request;
import io.alcedo.registry.StatusReader;
import io.alcedo.schema.ModelAction;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of an assignment, from the question to what the hosts say of it. Where no version was
 * ever made active, jobs score by the bundle that the configuration names: that one is made active
 * before another version decides, so that there is something to go back to.
 */
final class AssignmentChange {
  private static final Duration TRIAL = Duration.ofSeconds(60);

  private final RegistryOptions registry;
  private final RequestOptions request;
  private final PrintWriter out;

  AssignmentChange(RegistryOptions registry, RequestOptions request, PrintWriter out) {
    this.registry = registry;
    this.request = request;
    this.out = out;
  }

  /** Makes a change, prints what holds now and, as far as they answer in time, what hosts say. */
  int make(Change change) throws ConfigException, IOException {
    RegistryKafka kafka = registry.kafka();
    String model = registry.modelName();
    AssignmentLog log = new AssignmentLog(kafka, InstantSource.system());
    try (StatusReader statuses = new StatusReader(kafka, model)) {
      HostAnswers answers = new HostAnswers(statuses, out);
      Assignment before = withFirst(change, log, log.latest(model));
      Assignment after = log.change(model, change, request.request());
      out.println(AssignmentText.line(after));
      ModelVersion expected = expected(change, before, after);
      if (expected == null) {
        return ExitCodes.OK;
      }
      boolean accepted =
          answers.await(
              after.generation(),
              expected,
              expected.equals(after.active()),
              request.timeout(answers.hostsKnown()));
      return accepted ? ExitCodes.OK : ExitCodes.FAILED;
    } catch (RefusedChangeException e) {
      throw new CommandFailure(ExitCodes.REFUSED, e.rule() + ": " + e.getMessage());
    }
  }

  /** Makes the configured bundle active where a version would decide without one before it. */
  private Assignment withFirst(Change change, AssignmentLog log, Assignment now)
      throws ConfigException, IOException, RefusedChangeException {
    boolean decides =
        change.action() == ModelAction.PROMOTE || change.action() == ModelAction.CANARY;
    if (now.active() != null || !decides) {
      return now;
    }
    AlcedoConfig.Model model = registry.config().model();
    Path bundle = Path.of(model.bundle());
    try {
      ModelBundle first = ModelBundle.read(bundle, ConfiguredTrust.of(model));
      if (!first.manifest().name().equals(now.modelName())
          || first.manifest().version().equals(Objects.requireNonNull(change.target()).version())) {
        return now;
      }
      ModelVersion version = registry.store().stage(bundle, BundleTrial.within(TRIAL));
      Request asked =
          new Request(
              request.request().by(), "the configured bundle is what it can be rolled back to");
      Assignment next = log.change(now.modelName(), Change.promote(version), asked);
      out.println(AssignmentText.line(next));
      return next;
    } catch (BundleException e) {
      throw RegistryOptions.refused(e);
    } catch (KeyFileException e) {
      throw new CommandFailure(ExitCodes.REFUSED, "model: " + e.getMessage());
    }
  }

  /** Returns the version that hosts have something to say of; null where there is none. */
  private static @Nullable ModelVersion expected(
      Change change, Assignment before, Assignment after) {
    if (change.action() == ModelAction.PROMOTE || change.action() == ModelAction.ROLL_BACK) {
      return after.active();
    }
    ModelVersion target = change.target();
    boolean loads = change.action() != ModelAction.RETIRE && !before.lineUp().contains(target);
    return loads ? target : null;
  }
}
