package io.alcedo.benchmarks;

import io.alcedo.model.Thresholds;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.scoring.decision.DecisionPolicy;
import io.alcedo.scoring.decision.Scored;
import io.alcedo.scoring.decision.ScoredBy;
import io.alcedo.scoring.emit.RecordMaker;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.TransactionEvent;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the job writes of a transaction, and what a consumer of it reads. */
@State(Scope.Thread)
public class EncodingBenchmark {
  static final int ROWS = 1024;

  private static final int EVENTS = 1 << 14;
  private static final long NOW = 1_770_000_000_000L;

  private final Traffic traffic = new Traffic();
  private final RecordDecoder<RiskEvent> decoder =
      new RecordDecoder<>(traffic.framing, RiskEvent.class);
  private final Scored[] scored = new Scored[EVENTS];
  private final byte[][] messages = new byte[EVENTS][];
  private final RecordMaker maker;
  private int next;

  /** Makes the scored transactions. */
  public EncodingBenchmark() {
    DecisionPolicy policy = policy();
    maker =
        new RecordMaker(
            traffic.framing, traffic.plan, places -> traffic.plan.hash(), policy.version());
    for (int i = 0; i < EVENTS; i++) {
      traffic.advance();
      TransactionEvent event =
          TransactionEvent.of(traffic.row(), 0, new Origin("transactions", 0, i, NOW), false);
      event.setVector(traffic.plan.newVector());
      event.plan(traffic.plan.size());
      double score = (i & 127) / 256.0;
      scored[i] =
          new Scored(
              event,
              policy.decide(event.idHash(), score),
              new ScoredBy("card-fraud", "benchmark"),
              score,
              policy.thresholds(),
              Degradation.NONE,
              List.of(),
              false,
              List.of(),
              NOW);
      messages[i] = maker.riskEvent(scored[i]).value();
    }
  }

  /** Makes and encodes a risk event. Returns the bytes written. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long riskEventEncode() {
    long bytes = 0;
    for (int i = 0; i < ROWS; i++) {
      bytes += maker.riskEvent(scored[index()]).value().length;
    }
    return bytes;
  }

  /** Makes and encodes the record of a scored vector. Returns the bytes written. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long scoredFeaturesEncode() {
    long bytes = 0;
    for (int i = 0; i < ROWS; i++) {
      bytes += maker.scoredFeatures(scored[index()]).value().length;
    }
    return bytes;
  }

  /** Decodes a risk event. Returns the sum of the amounts. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long riskEventDecode() throws FramingException {
    long sum = 0;
    for (int i = 0; i < ROWS; i++) {
      sum += decoder.decode(messages[index()]).getBaseAmountMinor();
    }
    return sum;
  }

  private int index() {
    next = (next + 1) & (EVENTS - 1);
    return next;
  }

  private static DecisionPolicy policy() {
    try {
      AlcedoConfig config =
          AlcedoConfig.of(
              Map.of(
                  "kafka.bootstrap_servers", "unused:9092",
                  "privacy.keyset_file", "unused",
                  "model.bundle", "unused"));
      return DecisionPolicy.of(config, new Thresholds(0.6, 0.9));
    } catch (ConfigException e) {
      throw new IllegalStateException("The defaults are a configuration", e);
    }
  }
}
