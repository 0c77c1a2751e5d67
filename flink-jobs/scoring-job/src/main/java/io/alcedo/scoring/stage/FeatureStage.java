package io.alcedo.scoring.stage;

import io.alcedo.privacy.KeyRotation;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.scoring.emit.RecordMaker;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.hop.EntityKey;
import io.alcedo.scoring.hop.HopChain;
import io.alcedo.scoring.hop.ProfileHop;
import io.alcedo.scoring.hop.RosterHop;
import io.alcedo.scoring.hop.RosterVectors;
import io.alcedo.scoring.hop.Vectors;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.ingest.Splitter;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.register.Register;
import io.alcedo.scoring.roster.Roster;
import io.alcedo.scoring.roster.RosterCopies;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * The stateful half of the job, from what sources emit to transactions with whole feature vectors:
 * rejections to the side, the register, then one hop for each entity in the feature set's order.
 *
 * <p><b>Order.</b> Live, events are taken as they arrive; no watermark is waited for. In a bounded
 * run in BATCH mode Flink hands each key its events sorted by their timestamps, which must then be
 * the positions in the one total order.
 *
 * <p><b>Object reuse.</b> The stage is written to run with object reuse, which spares a deep copy
 * of each event between chained operators: every operator emits an event once, as the last thing it
 * does with it, and keeps nothing of it. A vector is written only by hops, which are never chained
 * to each other, since each has another key.
 *
 * <p><b>Rosters.</b> Each hop takes copies of them (see {@link RosterCopies}), beside the exchange
 * that it has in any case; the last one hands them on. So nothing is exchanged once more for their
 * sake, but for a set without entities, whose {@code vectors} takes them.
 *
 * <p>Every operator has a fixed id, by which its state is found again: {@code split}, {@code
 * register}, {@code hop-ENTITY} (see {@link HopChain}), {@code vectors}.
 */
public final class FeatureStage {
  /**
   * How the stage is set up.
   *
   * @param plan the feature set
   * @param registerHorizon how long a transaction id is remembered
   * @param profileSlack how long an idle profile outlives its entity's longest window
   * @param rotation the last change of the pseudonyms' key, null where there was none
   */
  public record Settings(
      PlanSource plan,
      Duration registerHorizon,
      Duration profileSlack,
      @Nullable KeyRotation rotation) {
    /** Creates the settings of a job whose tokens are all made by the primary key. */
    public Settings(PlanSource plan, Duration registerHorizon, Duration profileSlack) {
      this(plan, registerHorizon, profileSlack, null);
    }
  }

  /**
   * What comes out of the stage.
   *
   * @param vectors live transactions with whole vectors, and rosters where there are any, each
   *     behind the last vector that was computed without it; history, labels and outcomes have
   *     ended
   * @param rejections all records that could not be used
   */
  public record Outputs(
      SingleOutputStreamOperator<ScoringEvent> vectors, DataStream<Rejection> rejections) {}

  /** The rosters that hops follow: the first, and those that come. */
  private record Followed(Roster first, KeyedStream<Tuple2<String, Roster>, String> copies) {}

  private FeatureStage() {}

  /** Adds the stage behind a source's stream, for a run whose feature set stays as it is. */
  public static Outputs attach(DataStream<Ingested> source, Settings settings) {
    return attach(source, null, settings);
  }

  /**
   * Adds the stage behind a source's stream, for a job in which models come with feature sets of
   * their own.
   *
   * @param rosters which of these are computed beside the job's own, complete states in their order
   * @param first what is followed until another roster comes
   */
  public static Outputs attach(
      DataStream<Ingested> source, DataStream<Roster> rosters, Roster first, Settings settings) {
    return attach(source, new Followed(first, RosterCopies.of(rosters)), settings);
  }

  private static Outputs attach(
      DataStream<Ingested> source, @Nullable Followed rosters, Settings settings) {
    PlanSource plan = settings.plan();
    RowLayout layout = plan.layout();
    SingleOutputStreamOperator<ScoringEvent> split =
        named(
            source.process(
                new Splitter(
                    plan,
                    rosters == null ? List.of() : rosters.first.featureSets(),
                    RecordMaker.slots()),
                EventTypes.events(layout)),
            "split");
    SingleOutputStreamOperator<ScoringEvent> registered =
        named(
            split
                .keyBy(ScoringEvent::transactionKey, Types.STRING)
                .process(new Register(plan, settings.registerHorizon()), EventTypes.events(layout)),
            "register");
    DataStream<Rejection> rejections =
        split
            .getSideOutput(Splitter.REJECTIONS)
            .union(registered.getSideOutput(Register.REJECTIONS));
    return new Outputs(
        rosters == null ? vectors(registered, settings) : vectors(registered, rosters, settings),
        rejections);
  }

  private static SingleOutputStreamOperator<ScoringEvent> vectors(
      SingleOutputStreamOperator<ScoringEvent> registered, Settings settings) {
    PlanSource plan = settings.plan();
    TypeInformation<ScoringEvent> type = EventTypes.events(plan.layout());
    SingleOutputStreamOperator<ScoringEvent> events = registered;
    for (HopChain.Hop hop : HopChain.of(plan.compile(), settings.rotation())) {
      ProfileHop function =
          new ProfileHop(plan, hop.position(), settings.profileSlack(), hop.side());
      events = named(keyed(events, plan, hop).process(function, type), hop.id());
    }
    return named(events.process(new Vectors(plan), type), "vectors");
  }

  private static SingleOutputStreamOperator<ScoringEvent> vectors(
      SingleOutputStreamOperator<ScoringEvent> registered, Followed rosters, Settings settings) {
    PlanSource plan = settings.plan();
    TypeInformation<ScoringEvent> type = EventTypes.events(plan.layout());
    SingleOutputStreamOperator<ScoringEvent> events = registered;
    List<HopChain.Hop> hops = HopChain.of(plan.compile(), settings.rotation());
    if (hops.isEmpty()) {
      return named(
          events
              .keyBy(ScoringEvent::transactionKey, Types.STRING)
              .connect(rosters.copies)
              .process(new RosterVectors(plan, rosters.first), type),
          "vectors");
    }
    for (int i = 0; i < hops.size(); i++) {
      HopChain.Hop hop = hops.get(i);
      boolean last = i == hops.size() - 1;
      RosterHop function =
          new RosterHop(
              plan, hop.position(), settings.profileSlack(), hop.side(), last, rosters.first);
      events =
          named(keyed(events, plan, hop).connect(rosters.copies).process(function, type), hop.id());
    }
    return named(events.process(new Vectors(plan), type), "vectors");
  }

  private static KeyedStream<ScoringEvent, String> keyed(
      DataStream<ScoringEvent> events, PlanSource plan, HopChain.Hop hop) {
    return events.keyBy(new EntityKey(plan, hop.position(), hop.side()), Types.STRING);
  }

  private static <T> SingleOutputStreamOperator<T> named(
      SingleOutputStreamOperator<T> operator, String id) {
    return operator.uid(id).name(id);
  }
}
