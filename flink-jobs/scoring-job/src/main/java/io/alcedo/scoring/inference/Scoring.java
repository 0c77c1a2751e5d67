package io.alcedo.scoring.inference;

import io.alcedo.features.FeatureUnion;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleProblem;
import io.alcedo.model.DecidingWork;
import io.alcedo.model.InferenceSettings;
import io.alcedo.model.InferenceWorker;
import io.alcedo.model.LineUp;
import io.alcedo.model.ScoringBatch;
import io.alcedo.model.ServedModel;
import io.alcedo.model.ShadowWork;
import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.ModelVersion;
import io.alcedo.schema.ModelState;
import io.alcedo.scoring.decision.AlertThresholds;
import io.alcedo.scoring.decision.DecisionPolicy;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.emit.ModelStatuses;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.alcedo.scoring.metrics.SwapMetrics;
import io.alcedo.scoring.roster.Roster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a score operator works with while it is open: the queue and its workers, the desk that
 * decides, and the follower of rosters. Owned by the task.
 */
final class Scoring implements RosterFollower.Stage {
  private static final Logger LOG = LoggerFactory.getLogger(Scoring.class);

  /** The task that owns it. */
  interface Task {
    /** Returns the time, in milliseconds since 1970 UTC. */
    long now();

    /**
     * Has something done by the task's thread, unless the task closes before.
     *
     * @throws RejectedExecutionException where it is closing
     */
    void mail(Runnable action);

    /** Has something done by the task's thread at a time, unless it closes before. */
    void at(long timeMillis, Runnable action);
  }

  private final ScoreSettings settings;
  private final Task task;
  private final ScoreHandles handles;
  private final ModelStatuses statuses;
  private final Output<StreamRecord<Emission>> output;
  private final RosterFollower follower;
  private final DecisionDesk desk;
  private final ScoringQueue queue;
  private List<String> featureSets;

  private Scoring(
      ScoreSettings settings,
      int subtask,
      Followed first,
      AlertThresholds thresholds,
      Output<StreamRecord<Emission>> output,
      Task task)
      throws BundleException {
    AlcedoConfig config = settings.config();
    this.settings = settings;
    this.task = task;
    this.output = output;
    this.handles = new ScoreHandles(ScoringMetrics.ofProcess(), subtask);
    this.statuses =
        new ModelStatuses(
            Integer.toString(subtask),
            first.roster().assignment().modelName(),
            Framings.of(config),
            task::now);
    this.follower = new RosterFollower(this, task::now, config.guard().period(), first);
    LineUp lineUp = follower.open();
    try {
      this.featureSets = first.newest().featureSets();
      this.desk =
          new DecisionDesk(
              config, settings.plan(), featureSets, thresholds, handles, output, task::now, lineUp);
      MissingCounter missing = handles.modelActive(lineUp.active());
      this.queue =
          new ScoringQueue(
              QueueLimits.of(config.model()),
              InferenceWorker.start(
                  "alcedo-inference-" + subtask,
                  new DecidingWork(
                      InferenceSettings.DEFAULT.withCanaryPatience(canaryPatience(config)),
                      handles)),
              (batch, failure) -> hand(batch, () -> decided(failure)),
              new ScoringQueue.ShadowStart(
                  () ->
                      InferenceWorker.start(
                          "alcedo-shadows-" + subtask, new ShadowWork(handles.shadows())),
                  (batch, failure) -> hand(batch, this::shadowed)),
              desk,
              lineUp,
              missing);
    } catch (RuntimeException | Error e) {
      lineUp.giveUp();
      throw e;
    }
  }

  /**
   * Loads the models and starts their worker.
   *
   * @throws BundleException where the active model cannot be had
   */
  static Scoring open(
      ScoreSettings settings,
      int subtask,
      Followed first,
      AlertThresholds thresholds,
      Output<StreamRecord<Emission>> output,
      Task task)
      throws BundleException {
    Scoring scoring = new Scoring(settings, subtask, first, thresholds, output, task);
    try {
      scoring.reportLater();
      scoring.follower.resume();
      return scoring;
    } catch (RuntimeException | Error e) {
      scoring.close();
      throw e;
    }
  }

  ScoringQueue queue() {
    return queue;
  }

  Followed followed() {
    return follower.followed();
  }

  void follow(Roster roster) {
    if (roster.featureSets().size() > featureSets.size()) {
      featureSets = roster.featureSets();
      FeatureUnion union = settings.plan().union(featureSets);
      desk.follow(union, union.compile(settings.plan().layout()));
    }
    follower.follow(roster);
  }

  void queueChanged() {
    handles.queueLength(queue.pending());
  }

  void close() {
    follower.close();
    queue.close();
    handles.queueLength(0);
  }

  @Override
  public RosterModels.Load loading(Roster roster) {
    String name = roster.assignment().modelName();
    return version -> {
      FeatureUnion union = settings.plan().union(roster.featureSets());
      ServedModel model = settings.models().load(name, version, union);
      try {
        DecisionPolicy policy = DecisionPolicy.of(settings.config(), model.manifest().thresholds());
        model.explainFrom(policy.thresholds().review());
        return model;
      } catch (IllegalArgumentException e) {
        model.letGo();
        throw new BundleException(
            BundleProblem.UNREADABLE_MANIFEST,
            "The bundle's thresholds and the operator's overrides are in order: " + e.getMessage(),
            e);
      }
    };
  }

  @Override
  public LineUp lineUp() {
    return queue.lineUp();
  }

  @Override
  public void use(LineUp next) {
    desk.use(next);
    queue.use(next, handles.modelActive(next.active()));
  }

  @Override
  public void tell(RosterModels models, boolean activeChanged) {
    Assignment assignment = models.roster().assignment();
    long generation = assignment.generation();
    for (ModelVersion version : models.loaded()) {
      say(statuses.reached(version, ModelState.LOADED, target(), generation));
    }
    models
        .refused()
        .forEach(
            (version, refusal) -> {
              LOG.warn(
                  "A model was refused: version={}, code={}: {}",
                  version.version(),
                  refusal.problem(),
                  refusal.getMessage());
              handles.refused(refusal.problem().name());
              say(statuses.rejected(version, refusal, generation));
            });
    if (models.activeRefused() != null) {
      handles.refusedRoster();
      return;
    }
    ModelVersion active = assignment.active();
    if (active != null) {
      say(statuses.reached(active, ModelState.ACTIVE, target(), generation));
      LOG.info(
          "Model {} {} decides: generation={}",
          assignment.modelName(),
          active.version(),
          generation);
    }
    handles.followed(
        generation, activeChanged ? SwapMetrics.Result.SWAPPED : SwapMetrics.Result.CHANGED);
  }

  @Override
  public void mail(Runnable action) {
    task.mail(action);
  }

  @Override
  public void at(long timeMillis, Runnable action) {
    task.at(timeMillis, action);
  }

  private void reportLater() {
    task.at(
        task.now() + settings.config().guard().window().toMillis(),
        () -> {
          desk.report();
          reportLater();
        });
  }

  private String target() {
    return settings.config().model().target().name();
  }

  private void say(Emission status) {
    output.collect(new StreamRecord<>(status));
  }

  private void decided(@Nullable Throwable failure) {
    queue.decided(failure, task.now());
    queueChanged();
  }

  private void shadowed() {
    queue.shadowed();
  }

  /** Called by a model's thread: the results of a batch become one mail. */
  private void hand(ScoringBatch batch, Runnable action) {
    try {
      task.mail(action);
    } catch (RejectedExecutionException e) {
      LOG.debug("The task is closing; the {} rows in work are read again", batch.size(), e);
    }
  }

  /** A canary that hangs delays one batch by this, which is in time still. */
  private static Duration canaryPatience(AlcedoConfig config) {
    return config.decision().deadline().dividedBy(2);
  }
}
