package io.alcedo.scoring.metrics;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.PortRange;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Flink's own Prometheus reporter, on one address. Flink's listens on every address of the machine
 * and cannot be told otherwise; what it says and how is the same: {@code flink_jobmanager_...} and
 * {@code flink_taskmanager_...}. Flink makes it, as the metrics reporter of this factory's name,
 * and closes it with the cluster. Thread-safe.
 */
public final class FlinkReporter extends AbstractPrometheusReporter {
  private static final String PREFIX = "metrics.reporter.alcedo.";
  private static final String HOST = "host";
  private static final String PORT = "port";
  private static final String ID = "id";

  /** The ports of the reporters that run in this process, by their ids. */
  private static final Map<String, Integer> PORTS = new ConcurrentHashMap<>();

  private final String id;
  private final HTTPServer server;

  private FlinkReporter(String id, PortRange ports, String host) {
    this.id = id;
    server = listen(registry(), ports, host);
    PORTS.put(id, server.getPort());
  }

  /** Makes the reporter of {@link #settings}; Flink finds it by its name. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public FlinkReporter createMetricReporter(Properties properties) {
      return new FlinkReporter(
          properties.getProperty(ID),
          PortRange.parse(properties.getProperty(PORT)),
          properties.getProperty(HOST));
    }
  }

  /** Returns the settings of a cluster that ask for the reporter; none where it is not wanted. */
  public static Configuration settings(AlcedoConfig.Metrics metrics) {
    Configuration settings = new Configuration();
    if (metrics.flink()) {
      settings.setString(PREFIX + "factory.class", Factory.class.getName());
      settings.setString(PREFIX + ID, UUID.randomUUID().toString());
      settings.setString(PREFIX + HOST, metrics.bindAddress());
      settings.setString(PREFIX + PORT, metrics.flinkPort().toString());
    }
    return settings;
  }

  /**
   * Returns the port of the reporter of a cluster in this process, or 0 where none runs: Flink goes
   * on without a reporter that does not start, and only its log says so.
   *
   * @param settings what the cluster was started with
   */
  public static int port(Configuration settings) {
    return PORTS.getOrDefault(settings.getString(PREFIX + ID, ""), 0);
  }

  @Override
  public void close() {
    PORTS.remove(id);
    server.stop();
    super.close();
  }

  private static HTTPServer listen(CollectorRegistry registry, PortRange ports, String host) {
    IOException last = null;
    for (int port = ports.first(); port <= ports.last(); port++) {
      try {
        return new HTTPServer(new InetSocketAddress(host, port), registry, true);
      } catch (IOException e) {
        last = e;
      }
    }
    throw new UncheckedIOException(
        "A port for Flink's metrics is free: host=" + host + ", ports=" + ports, last);
  }

  /** Flink keeps what it collects to its own package, so this reads the field by its name. */
  private CollectorRegistry registry() {
    try {
      Field field = AbstractPrometheusReporter.class.getDeclaredField("registry");
      field.setAccessible(true);
      return (CollectorRegistry) field.get(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Flink's reporter has a registry of its own", e);
    }
  }
}
