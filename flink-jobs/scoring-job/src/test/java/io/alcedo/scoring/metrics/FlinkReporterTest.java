package io.alcedo.scoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.PortRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class FlinkReporterTest {
  @Test
  void asksTheClusterForNothingUnlessItIsWanted() {
    PortRange ports = new PortRange(9249, 9268);
    assertThat(settings(true, ports).keySet()).allMatch(key -> key.startsWith("metrics.reporter."));
    assertThat(settings(false, ports).keySet()).isEmpty();
  }

  @Test
  void listensOnItsAddressOnly() throws Exception {
    Configuration settings = settings(true, new PortRange(0, 0));
    FlinkReporter reporter = start(settings);
    int port = FlinkReporter.port(settings);
    try {
      assertThat(get(port)).isEmpty();
      // All of 127/8 is this machine: a port open on every address would answer here too.
      assertThatThrownBy(() -> new Socket("127.0.0.2", port)).isInstanceOf(IOException.class);
    } finally {
      reporter.close();
    }
    assertThat(FlinkReporter.port(settings)).isZero();
    assertThatThrownBy(() -> get(port)).isInstanceOf(IOException.class);
  }

  @Test
  void takesTheFirstFreePortOfTheRange() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int first = Math.min(taken.getLocalPort(), 65_515);
      Configuration settings = settings(true, new PortRange(first, first + 20));

      FlinkReporter reporter = start(settings);

      assertThat(FlinkReporter.port(settings))
          .isBetween(first, first + 20)
          .isNotEqualTo(taken.getLocalPort());
      reporter.close();
    }
  }

  @Test
  void doesNotStartWhereNoPortIsFree() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      Configuration settings = settings(true, new PortRange(port, port));

      assertThatThrownBy(() -> start(settings))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("host=127.0.0.1, ports=" + port);
      assertThat(FlinkReporter.port(settings)).isZero();
    }
  }

  /** Starts the reporter as a cluster with these settings would. */
  private static FlinkReporter start(Configuration settings) {
    Properties properties = new Properties();
    settings
        .toMap()
        .forEach((key, value) -> properties.setProperty(key.replaceAll(".*[.]", ""), value));
    return new FlinkReporter.Factory().createMetricReporter(properties);
  }

  private static Configuration settings(boolean wanted, PortRange ports) {
    return FlinkReporter.settings(
        new AlcedoConfig.Metrics(new PortRange(0, 0), "127.0.0.1", wanted, ports));
  }

  private static String get(int port) throws Exception {
    URI page = URI.create("http://127.0.0.1:" + port + "/metrics");
    HttpRequest request = HttpRequest.newBuilder(page).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
