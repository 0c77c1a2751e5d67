package io.alcedo.scoring.emit;

import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.Alert;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes alerts of risk events, and names the earlier alerts of the card that are still open: those
 * raised within a stated time on which no verdict has come. Keyed by tenant and card; only alerts
 * and verdicts pass here, so it costs the others nothing.
 */
public final class AlertLinker extends KeyedProcessFunction<String, AlertNotice, Emission> {
  private static final long serialVersionUID = 1L;

  private final AlcedoConfig config;
  private transient Framing framing;
  private transient RecordDecoder<RiskEvent> decoder;
  private transient ValueState<byte[]> state;
  private transient CounterDataPoint raised;

  /**
   * Creates the function.
   *
   * @param config says how records are framed, and how long an alert counts as open
   */
  @SuppressWarnings("NullAway.Init") // The transient fields are set when the task opens.
  public AlertLinker(AlcedoConfig config) {
    this.config = config;
  }

  @Override
  public void open(OpenContext context) {
    framing = Framings.of(config);
    decoder = new RecordDecoder<>(framing, RiskEvent.class);
    ValueStateDescriptor<byte[]> descriptor =
        new ValueStateDescriptor<>("open-alerts", BytePrimitiveArraySerializer.INSTANCE);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(config.decision().alertsOpenFor())
            .cleanupInRocksdbCompactFilter(1000)
            .build());
    state = getRuntimeContext().getState(descriptor);
    raised = ScoringMetrics.ofProcess().alerts();
  }

  @Override
  public void processElement(AlertNotice notice, Context context, Collector<Emission> out)
      throws Exception {
    OpenAlerts open = OpenAlerts.of(state.value());
    boolean known = open.remove(notice.alertId());
    if (!notice.closes()) {
      RiskEvent event = decoder.decode(notice.riskEvent());
      if (!notice.silent()) {
        out.collect(alert(notice.alertId(), event, open));
        raised.inc();
      }
      open.add(notice.alertId(), event.getEventTime(), event.getDecision());
    } else if (!known) {
      return;
    }
    byte[] bytes = open.state();
    if (bytes == null) {
      state.clear();
    } else {
      state.update(bytes);
    }
  }

  private Emission alert(String alertId, RiskEvent event, OpenAlerts open) {
    Alert alert = new Alert();
    alert.setAlertId(alertId);
    alert.setTenant(event.getTenant());
    alert.setRaisedAt(event.getScoredAt());
    alert.setRiskEvent(event);
    alert.setReasons(event.getReasons());
    alert.setEarlierAlerts(open.alerts());
    return new Emission(
        OutputTopic.ALERTS,
        event.getCardToken().getBytes(StandardCharsets.UTF_8),
        framing.encode(alert));
  }
}
