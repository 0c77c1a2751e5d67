package io.alcedo.registry;

import io.alcedo.registry.RefusedChangeException.Rule;
import io.alcedo.schema.ModelAction;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of a model's assignment that someone asks for. Immutable.
 *
 * @param action what is asked for: SHADOW, CANARY, PROMOTE, ROLL_BACK or RETIRE
 * @param target the version that it is asked of; null for a rollback
 * @param canaryShare for a canary, the share of the cards that it shall decide for; else null
 * @param whileActive the version that must still be active, null where any may be: what was decided
 *     by looking at one active version must not befall another
 */
public record Change(
    ModelAction action,
    @Nullable ModelVersion target,
    @Nullable Double canaryShare,
    @Nullable ModelVersion whileActive) {

  /** Checks that there is a version where the action needs one, and a share where it does. */
  public Change {
    boolean known =
        switch (action) {
          case SHADOW, PROMOTE, RETIRE -> target != null && canaryShare == null;
          case CANARY -> target != null && canaryShare != null;
          case ROLL_BACK -> target == null && canaryShare == null;
          case UNKNOWN, STAGE, RETRAIN -> false;
        };
    if (!known) {
      throw new IllegalArgumentException(
          "A change names what its action needs: action="
              + action
              + ", target="
              + target
              + ", canaryShare="
              + canaryShare);
    }
  }

  /** A version shall score without deciding. */
  public static Change shadow(ModelVersion version) {
    return new Change(ModelAction.SHADOW, version, null, null);
  }

  /** A version shall decide for a share of the cards. */
  public static Change canary(ModelVersion version, double share) {
    return new Change(ModelAction.CANARY, version, share, null);
  }

  /** A version shall decide. */
  public static Change promote(ModelVersion version) {
    return new Change(ModelAction.PROMOTE, version, null, null);
  }

  /** The previous version shall decide again. */
  public static Change rollBack() {
    return new Change(ModelAction.ROLL_BACK, null, null, null);
  }

  /** A version shall do nothing more. */
  public static Change retire(ModelVersion version) {
    return new Change(ModelAction.RETIRE, version, null, null);
  }

  /** The same change, refused if another version is active by then. */
  public Change whileActive(ModelVersion version) {
    return new Change(action, target, canaryShare, version);
  }

  /**
   * Returns the assignment that follows.
   *
   * @throws RefusedChangeException by the rule that the change would break
   */
  public Assignment applyTo(Assignment now, long atMillis) throws RefusedChangeException {
    if (whileActive != null && !whileActive.equals(now.active())) {
      throw new RefusedChangeException(
          Rule.ACTIVE_AS_EXPECTED,
          "The active version is still the one that was looked at: expected="
              + whileActive.version()
              + ", active="
              + (now.active() == null ? "none" : now.active().version()));
    }
    return switch (action) {
      case SHADOW -> now.shadow(version(), atMillis);
      case CANARY -> now.canary(version(), Objects.requireNonNull(canaryShare), atMillis);
      case PROMOTE -> now.promote(version(), atMillis);
      case ROLL_BACK -> now.rollBack(atMillis);
      case RETIRE -> now.retire(version(), atMillis);
      case UNKNOWN, STAGE, RETRAIN -> throw new IllegalStateException("Checked when made");
    };
  }

  /** Returns the line of the audit for a change that was made. */
  RecordedCommand command(String commandId, Assignment next, Request request, Instant at) {
    return new RecordedCommand(
        commandId, next.modelName(), action, target, canaryShare, next.generation(), request, at);
  }

  /** Returns the line of the audit for a change that was refused. */
  RecordedCommand refused(
      String commandId, Assignment now, Request request, Instant at, RefusedChangeException why) {
    String reason = request.reason().isBlank() ? "" : request.reason() + " ";
    Request noted =
        new Request(
            request.by(), reason + "[refused: " + why.rule() + ": " + why.getMessage() + "]");
    return new RecordedCommand(
        commandId, now.modelName(), action, target, canaryShare, null, noted, at);
  }

  private ModelVersion version() {
    return Objects.requireNonNull(target);
  }
}
