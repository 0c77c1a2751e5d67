package io.alcedo.operations.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.alcedo.operations.settings.PortRange;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP page of a process: {@code /metrics} for Prometheus, {@code /health} (200 while the
 * process answers) and {@code /ready} (200, or 503 with what is missing). The page of a process is
 * started once and outlives the job, so that restarts leave no gap. Thread-safe.
 */
public final class MetricsPage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsPage.class);

  private static @Nullable MetricsPage ofProcess;

  private final HttpServer server;
  private final ExecutorService threads;

  private MetricsPage(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Returns the page of this process, starting it where it does not run yet; a page that runs stays
   * where it is.
   *
   * @throws IOException where no port of the range is free
   */
  public static synchronized MetricsPage ofProcess(PortRange ports, String address)
      throws IOException {
    if (ofProcess == null) {
      ofProcess = start(ProcessMetrics.get(), ports, address);
      LOG.info("Metrics are at http://{}:{}/metrics", address, ofProcess.port());
    }
    return ofProcess;
  }

  /** Returns the port of this process's page, or 0 where none was started. */
  public static synchronized int portOfProcess() {
    return ofProcess == null ? 0 : ofProcess.port();
  }

  /**
   * Starts a page on the first free port.
   *
   * @throws IOException where no port of the range is free
   */
  public static MetricsPage start(ProcessMetrics metrics, PortRange ports, String address)
      throws IOException {
    HttpServer server = bind(InetAddress.getByName(address), ports);
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "alcedo-metrics-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/metrics", new MetricsHandler(metrics.registry()));
    server.createContext("/health", exchange -> answer(exchange, 200, "up\n"));
    server.createContext("/ready", exchange -> ready(exchange, metrics.readiness()));
    server.createContext("/", exchange -> answer(exchange, 404, "/metrics /health /ready\n"));
    server.start();
    return new MetricsPage(server, threads);
  }

  /** Returns the port that the page listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer bind(InetAddress address, PortRange ports) throws IOException {
    IOException last = null;
    for (int port = ports.first(); port <= ports.last(); port++) {
      try {
        return HttpServer.create(new InetSocketAddress(address, port), 16);
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IOException(
        "A port for the metrics page is free: address="
            + address.getHostAddress()
            + ", ports="
            + ports,
        last);
  }

  private static void ready(HttpExchange exchange, Readiness readiness) throws IOException {
    List<String> missing = readiness.missing();
    if (missing.isEmpty()) {
      answer(exchange, 200, "ready\n");
    } else {
      answer(exchange, 503, "missing: " + String.join(", ", missing) + "\n");
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
