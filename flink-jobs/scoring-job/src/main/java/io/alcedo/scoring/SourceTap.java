package io.alcedo.scoring;

import io.alcedo.features.event.Verdict;
import io.alcedo.operations.metrics.MetricsPage;
import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.operations.metrics.Readiness;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.PortRange;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.emit.AlertNotice;
import io.alcedo.scoring.emit.RecordMaker;
import io.alcedo.scoring.event.LabelEvent;
import io.alcedo.scoring.ingest.Ingested;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Stands right behind the source, in its chain: starts the metrics page of the process, says that
 * sources are being read, and lets verdicts close the alerts of their transactions. Passes nothing
 * else on.
 */
final class SourceTap extends RichFlatMapFunction<Ingested, AlertNotice> {
  private static final long serialVersionUID = 1L;

  private final PortRange ports;
  private final String address;
  private transient Readiness.@Nullable Hold reading;

  SourceTap(AlcedoConfig.Metrics metrics) {
    this.ports = metrics.port();
    this.address = metrics.bindAddress();
  }

  @Override
  public void open(OpenContext context) throws IOException {
    MetricsPage.ofProcess(ports, address);
    reading = ProcessMetrics.get().readiness().hold(Readiness.Condition.SOURCES_ASSIGNED);
  }

  @Override
  public void flatMap(Ingested ingested, Collector<AlertNotice> out) {
    if (ingested instanceof Ingested.Accepted accepted
        && accepted.event() instanceof LabelEvent label
        && label.update().verdict() != Verdict.WITHDRAWN) {
      close(label.row(), out);
      close(label.twin(), out);
    }
  }

  private static void close(@Nullable TransactionRow row, Collector<AlertNotice> out) {
    AlertNotice closing = RecordMaker.closing(row);
    if (closing != null) {
      out.collect(closing);
    }
  }

  @Override
  public void close() {
    if (reading != null) {
      reading.close();
    }
  }
}
