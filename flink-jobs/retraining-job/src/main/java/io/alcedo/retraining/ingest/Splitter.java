package io.alcedo.retraining.ingest;

import io.alcedo.operations.metrics.MetricsPage;
import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.operations.metrics.Readiness;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.PortRange;
import io.alcedo.retraining.ingest.Incoming.Became;
import io.alcedo.retraining.ingest.Incoming.Refused;
import io.alcedo.retraining.ingest.Incoming.Reported;
import io.alcedo.retraining.ingest.Incoming.Scored;
import io.alcedo.retraining.record.RecordSerializer;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ScoredFeatures;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Sends vectors on and all else to its side. Stands right behind a source, in its chain: starts the
 * metrics page of the process, and says that sources are being read.
 */
public final class Splitter extends ProcessFunction<Incoming, ScoredFeatures> {
  /** Where reports come out. */
  public static final OutputTag<Incoming> REPORTS =
      new OutputTag<>("reports", IncomingSerializer.TYPE);

  /** Where outcomes come out. */
  public static final OutputTag<Outcome> OUTCOMES =
      new OutputTag<>("outcomes", RecordSerializer.type(Outcome.class));

  /** Where records come out that could not be used. */
  public static final OutputTag<Incoming> REFUSED =
      new OutputTag<>("refused", IncomingSerializer.TYPE);

  private static final long serialVersionUID = 1L;

  private final PortRange ports;
  private final String address;
  private transient Readiness.@Nullable Hold reading;

  /** Creates the function, which shows the metrics here. */
  public Splitter(AlcedoConfig.Metrics metrics) {
    this.ports = metrics.port();
    this.address = metrics.bindAddress();
  }

  @Override
  public void open(OpenContext context) throws IOException {
    MetricsPage.ofProcess(ports, address);
    reading = ProcessMetrics.get().readiness().hold(Readiness.Condition.LEARNING_SOURCES_ASSIGNED);
  }

  @Override
  public void close() {
    if (reading != null) {
      reading.close();
    }
  }

  @Override
  public void processElement(Incoming incoming, Context context, Collector<ScoredFeatures> out) {
    if (incoming instanceof Scored scored) {
      out.collect(scored.features());
    } else if (incoming instanceof Reported) {
      context.output(REPORTS, incoming);
    } else if (incoming instanceof Became became) {
      context.output(OUTCOMES, became.outcome());
    } else if (incoming instanceof Refused) {
      context.output(REFUSED, incoming);
    }
  }
}
