package io.alcedo.retraining.training;

import io.alcedo.operations.settings.Training;
import io.alcedo.registry.RefusedChangeException;
import io.alcedo.registry.RefusedChangeException.Rule;
import io.alcedo.retraining.training.Models.Role;
import io.alcedo.retraining.training.RunEnd.Result;
import io.alcedo.retraining.training.RunStep.Done;
import io.alcedo.retraining.training.RunStep.Staged;
import io.alcedo.training.dataset.file.DatasetException;
import io.alcedo.training.dataset.leak.LeakException;
import io.alcedo.training.gate.GateAttempt;
import io.alcedo.training.gate.GateJson;
import io.alcedo.training.gate.GateLedger;
import io.alcedo.training.gate.GateReport;
import io.alcedo.training.gate.GateText;
import io.alcedo.training.gate.GateVerdict;
import io.alcedo.training.gate.PromotionGate;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.TrainingException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a run from its plan to its end, as far as it can go now. Each finished step is a file, and
 * a step that was finished is not done again; one that was killed halfway is, and comes to the
 * same: bundles are staged and assignments changed only where that has not been done yet.
 *
 * <pre>
 * plan ─► train, stage ─► shadow ─► look, look, look ─► passed ─► (approval) ─► promoted
 *                                        └─► held
 * </pre>
 *
 * <p>For one thread.
 */
final class TrainingRun implements TrainingDesk.Run {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

  private final RunPlan plan;
  private final RunFiles files;
  private final Models models;
  private final ChallengerTraining training;
  private final ChallengerLook look;
  private final Training settings;
  private final double significance;

  /** Makes a run of a plan that is written. */
  TrainingRun(
      RunPlan plan,
      RunFiles files,
      Models models,
      ChallengerTraining training,
      ChallengerLook look,
      Training settings,
      double significance) {
    this.plan = plan;
    this.files = files;
    this.models = models;
    this.training = training;
    this.look = look;
    this.settings = settings;
    this.significance = significance;
  }

  @Override
  public @Nullable RunEnd advance(long now, TrainingProgress progress) throws IOException {
    RunEnd before = files.read(plan.id(), RunStep.END, RunEnd.class);
    if (before != null) {
      return before;
    }
    try {
      return step(now, progress);
    } catch (RefusedChangeException e) {
      if (e.rule() == Rule.ONE_CANARY) {
        LOG.debug("A challenger waits for someone's canary to end: run={}", plan.id(), e);
        return null;
      }
      return failed(e, now);
    } catch (TrainingException | DatasetException | LeakException e) {
      return failed(e, now);
    }
  }

  private RunEnd failed(Exception cause, long now) throws IOException {
    LOG.warn("A run came to no model: run={}", plan.id(), cause);
    return failed(String.valueOf(cause.getMessage()), now);
  }

  @Override
  public RunEnd failed(String words, long now) throws IOException {
    return ended(Result.FAILED, words, now);
  }

  @Override
  public @Nullable RunEnd gaveWay(long now) throws IOException {
    Done passed =
        settings.requireApproval() ? files.read(plan.id(), RunStep.PASSED, Done.class) : null;
    return passed == null || now - passed.atMillis() < settings.pause().toMillis()
        ? null
        : ended(Result.HELD, "not approved before another training was asked for", now);
  }

  private @Nullable RunEnd step(long now, TrainingProgress progress)
      throws IOException,
          TrainingException,
          DatasetException,
          LeakException,
          RefusedChangeException {
    Staged staged = staged(progress);
    if (staged.challenger().version().equals(staged.champion().version())) {
      return ended(Result.HELD, "the same model came of it", now);
    }
    if (!files.exists(plan.id(), RunStep.SHADOWED)) {
      shadow(staged, now);
    }
    boolean passed = files.exists(plan.id(), RunStep.PASSED);
    if (passed && models.wasPromoted(plan.id(), staged.challenger())) {
      return ended(Result.PROMOTED, "let in by the gate", now);
    }
    RunEnd taken = takenOver(staged, passed, now);
    if (taken != null) {
      return taken;
    }
    if (!passed) {
      GateVerdict verdict = looked(staged, now);
      if (verdict != GateVerdict.PROMOTE) {
        return verdict == GateVerdict.HOLD
            ? ended(Result.HELD, "held back by the gate", now)
            : null;
      }
      files.write(plan.id(), RunStep.PASSED, new Done(now));
    }
    if (settings.requireApproval()) {
      return null;
    }
    models.promote(staged.challenger(), staged.champion(), plan.id(), plan.cause().words());
    return ended(Result.PROMOTED, "let in by the gate", now);
  }

  private Staged staged(TrainingProgress progress)
      throws IOException, TrainingException, DatasetException, LeakException {
    Staged staged = files.read(plan.id(), RunStep.STAGED, Staged.class);
    if (staged == null) {
      staged = training.staged(plan, progress);
      files.write(plan.id(), RunStep.STAGED, staged);
      LOG.info(
          "A challenger is staged: run={}, challenger={}, champion={}",
          plan.id(),
          staged.challenger().version(),
          staged.champion().version());
    }
    return staged;
  }

  private void shadow(Staged staged, long now) throws IOException, RefusedChangeException {
    if (models.role(staged.challenger()) == Role.NONE) {
      models.shadow(staged.challenger(), plan.id(), plan.cause().words());
    }
    files.write(plan.id(), RunStep.SHADOWED, new Done(now));
  }

  /** What others did meanwhile: a run decides nothing that someone has decided. */
  private @Nullable RunEnd takenOver(Staged staged, boolean passed, long now) throws IOException {
    switch (models.role(staged.challenger())) {
      case ACTIVE:
        return passed
            ? ended(Result.PROMOTED, "let in by the gate, promoted by hand", now)
            : ended(Result.ABANDONED, "promoted by hand before the gate was done", now);
      case NONE:
        return ended(Result.ABANDONED, "the challenger was retired", now);
      default:
        return models.champion().equals(staged.champion())
            ? null
            : ended(Result.ABANDONED, "another version became the champion", now);
    }
  }

  /** Takes the looks that are due, and returns what the last one said. */
  private GateVerdict looked(Staged staged, long now) throws IOException, TrainingException {
    GateLedger ledger = ledger(staged);
    GateAttempt attempt = ledger.find(plan.id());
    if (attempt == null) {
      throw new IllegalStateException("An attempt is in the ledger: run=" + plan.id());
    }
    if (attempt.verdict() != null) {
      return attempt.verdict();
    }
    long matured = now - settings.maturity().toMillis();
    if (!look.due(attempt, staged, matured)) {
      return GateVerdict.WAIT;
    }
    PromotionGate.Decision decision = look.taken(ledger, plan.id(), staged, matured, now);
    GateReport report = decision.report();
    byte[] json = GateJson.write(report);
    files.write(plan.id(), RunStep.look(report.level().look()), json);
    models.keepBeside(staged.challenger(), "gate.json", json);
    files.writeLedger(decision.ledger());
    LOG.info("A look at a challenger: run={}\n{}", plan.id(), GateText.of(report));
    return report.verdict();
  }

  /** Returns the ledger with this run's attempt and all its looks, also one that was cut off. */
  private GateLedger ledger(Staged staged) throws IOException {
    GateLedger kept = files.readLedger();
    GateLedger ledger =
        kept.opened(
            plan.id(), staged.champion().version(), staged.challenger().version(), significance);
    GateAttempt attempt = ledger.find(plan.id());
    int looks = attempt == null ? 0 : attempt.looks().size();
    byte[] cutOff = files.read(plan.id(), RunStep.look(looks + 1));
    if (cutOff != null) {
      ledger = ledger.recorded(GateJson.readReport(cutOff));
    }
    if (!ledger.equals(kept)) {
      files.writeLedger(ledger);
    }
    return ledger;
  }

  private RunEnd ended(Result result, String words, long now) throws IOException {
    GateLedger ledger = files.readLedger();
    GateLedger after = ledger.abandoned(plan.id());
    if (!after.equals(ledger)) {
      files.writeLedger(after);
    }
    if (result != Result.PROMOTED) {
      withdraw(words);
    }
    RunEnd end = new RunEnd(result, words, now);
    files.write(plan.id(), RunStep.END, end);
    LOG.info("A run ended: run={}, result={}: {}", plan.id(), result, words);
    return end;
  }

  /** Leaves the challenger in the store, with its report, and takes it out of the line-up. */
  private void withdraw(String words) throws IOException {
    Staged staged = files.read(plan.id(), RunStep.STAGED, Staged.class);
    if (staged == null
        || !files.exists(plan.id(), RunStep.SHADOWED)
        || models.role(staged.challenger()) != Role.BESIDE) {
      return;
    }
    try {
      models.retire(staged.challenger(), plan.id(), words);
    } catch (RefusedChangeException e) {
      LOG.info("Someone else took a challenger out of the line-up: run={}", plan.id(), e);
    }
  }
}
