package io.alcedo.scoring.inference;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureUnion;
import io.alcedo.model.Explanation;
import io.alcedo.model.LineUp;
import io.alcedo.model.ScoringBatch;
import io.alcedo.model.ServedModel;
import io.alcedo.model.Thresholds;
import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ClockKind;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.ShadowScore;
import io.alcedo.scoring.decision.AlertThresholds;
import io.alcedo.scoring.decision.Decided;
import io.alcedo.scoring.decision.DecisionPolicy;
import io.alcedo.scoring.decision.Reasons;
import io.alcedo.scoring.decision.Scored;
import io.alcedo.scoring.decision.ScoredBy;
import io.alcedo.scoring.emit.AlertNotice;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.emit.RecordMaker;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.guard.GuardTally;
import io.alcedo.scoring.guard.WindowSummary;
import io.alcedo.scoring.plan.PlanSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Turns scores, and their absence, into decisions and emits their records. Owned by the task. */
final class DecisionDesk implements ScoringQueue.Outcomes {
  private final AlcedoConfig config;
  private final AlertThresholds thresholds;
  private final RecordMaker records;
  private final ScoreHandles handles;
  private final GuardTally tally;
  private final Output<StreamRecord<Emission>> output;
  private final LongSupplier clock;
  private final Map<ServedModel, Judge> judges = new IdentityHashMap<>();
  private LineUp lineUp;
  private Reasons reasons;

  /** What a model's decisions are made by and what they say of it. */
  private record Judge(ScoredBy by, DecisionPolicy policy) {}

  DecisionDesk(
      AlcedoConfig config,
      PlanSource source,
      List<String> featureSets,
      AlertThresholds thresholds,
      ScoreHandles handles,
      Output<StreamRecord<Emission>> output,
      LongSupplier clock,
      LineUp first) {
    this.config = config;
    this.thresholds = thresholds;
    FeatureUnion union = source.union(featureSets);
    this.reasons = new Reasons(union.compile(source.layout())::familyText);
    this.records =
        new RecordMaker(
            Framings.of(config),
            source.compile(),
            places -> union.columns(places).hash(),
            config.decision().policyVersion());
    this.handles = handles;
    this.output = output;
    this.clock = clock;
    this.lineUp = first;
    this.tally =
        new GuardTally(
            config.guard().maxLatency().toNanos(),
            model -> DecisionPolicy.of(config, model.manifest().thresholds()).thresholds().review(),
            first);
  }

  /** Has batches to come decided by another line-up; those under way keep their own. */
  void use(LineUp next) {
    report();
    tally.use(next);
    lineUp = next;
    judges.keySet().retainAll(next.models());
  }

  /** Writes and explains vectors of a larger union from now on. */
  void follow(FeatureUnion larger, FeaturePlan plan) {
    records.follow(places -> larger.columns(places).hash());
    reasons = new Reasons(plan::familyText);
  }

  /** Tells the guard what was counted since the last report. */
  void report() {
    WindowSummary summary = tally.take();
    if (summary != null) {
      output.collect(WindowSummary.TAG, new StreamRecord<>(summary));
    }
  }

  @Override
  public void goesOut(ScoringBatch batch, boolean shadows) {
    tally.count(batch, shadows);
  }

  @Override
  public void scored(TransactionEvent event, ScoringBatch batch, int row, boolean shadows) {
    int lane = batch.lane(row);
    ServedModel model = batch.lineUp().model(lane);
    double score = batch.score(row);
    long now = clock.getAsLong();
    Judge judge = judge(model);
    String version = judge.by().version();
    DecisionPolicy stated = judge.policy();
    long day = day(event, now);
    Thresholds current = thresholds.current(version, stated.thresholds(), day);
    if (current.review() != model.explainFrom()) {
      model.explainFrom(current.review());
    }
    Decided decided = stated.with(current).decide(event.idHash(), score);
    thresholds.observed(version, score, decided.decision(), day);
    Explanation explanation = decided.alerts() ? batch.explanation(row) : null;
    boolean skipped =
        decided.alerts()
            && (explanation == null
                || explanation.completeness() == Explanation.Completeness.SKIPPED);
    emit(
        new Scored(
            event,
            decided,
            judge.by(),
            score,
            current,
            model.cpuFallback() ? Degradation.CPU_FALLBACK : Degradation.NONE,
            decided.alerts() ? reasons.of(explanation) : List.of(),
            skipped,
            batch.lineUp().size() == 1 ? List.of() : shadowScores(batch, row, shadows, day),
            now));
  }

  @Override
  public void late(TransactionEvent event) {
    fallback(event, Degradation.MODEL_LATE);
  }

  @Override
  public void failed(TransactionEvent event) {
    fallback(event, Degradation.MODEL_FAILED);
  }

  @Override
  public void tooLate() {
    handles.tooLate();
  }

  private List<ShadowScore> shadowScores(
      ScoringBatch batch, int row, boolean complete, long nowMillis) {
    LineUp models = batch.lineUp();
    List<ShadowScore> scores = new ArrayList<>(models.size() - 1);
    for (int lane = 0; lane < models.size(); lane++) {
      if (lane == batch.lane(row)) {
        continue;
      }
      boolean asked = complete || lane == LineUp.ACTIVE;
      float score = asked ? batch.score(row, lane) : Float.NaN;
      ScoredBy by = judge(models.model(lane)).by();
      scores.add(
          new ShadowScore(
              by.modelName(), by.version(), Float.isNaN(score) ? null : (double) score));
      if (!asked) {
        handles.shadowSkipped();
      } else if (!Float.isNaN(score)) {
        thresholds.observed(by.version(), score, null, nowMillis);
      }
    }
    return scores;
  }

  private void fallback(TransactionEvent event, Degradation degradation) {
    Judge judge = judge(lineUp.active());
    DecisionPolicy policy = judge.policy();
    Decided decided = policy.fallback(event.row());
    long now = clock.getAsLong();
    long day = day(event, now);
    Thresholds current = thresholds.current(judge.by().version(), policy.thresholds(), day);
    thresholds.observed(judge.by().version(), Double.NaN, decided.decision(), day);
    emit(
        new Scored(
            event,
            decided,
            null,
            Double.NaN,
            current,
            degradation,
            List.of(),
            decided.alerts(),
            List.of(),
            now));
  }

  /** Returns the time by the job's clock, which says to which day's budget an alert belongs. */
  private long day(TransactionEvent event, long now) {
    return config.clock().kind() == ClockKind.EVENT ? event.row().eventTime() : now;
  }

  private void emit(Scored scored) {
    Emission riskEvent = records.riskEvent(scored);
    output.collect(new StreamRecord<>(riskEvent));
    if (config.sinks().scoredFeatures()) {
      output.collect(new StreamRecord<>(records.scoredFeatures(scored)));
    }
    if (scored.decided().alerts()) {
      output.collect(AlertNotice.TAG, new StreamRecord<>(records.alert(scored, riskEvent)));
      AlertNotice twin = records.twinAlert(scored, riskEvent);
      if (twin != null) {
        output.collect(AlertNotice.TAG, new StreamRecord<>(twin));
      }
    }
    handles.decided(scored);
  }

  /** By the policy that a model's bundle states, with the operator's overrides. */
  private Judge judge(ServedModel model) {
    Judge known = judges.get(model);
    if (known == null) {
      known =
          new Judge(
              new ScoredBy(model.manifest().name(), model.manifest().version()),
              DecisionPolicy.of(config, model.manifest().thresholds()));
      judges.put(model, known);
    }
    return known;
  }
}
