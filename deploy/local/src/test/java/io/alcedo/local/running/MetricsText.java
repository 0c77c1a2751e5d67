package io.alcedo.local.running;

import io.alcedo.operations.metrics.MetricsPage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * The metrics page of this process at one moment.
 *
 * @param text what Prometheus would see
 */
public record MetricsText(String text) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Reads the page, which is there once a job has run. */
  public static MetricsText now() throws IOException, InterruptedException {
    URI page = URI.create("http://127.0.0.1:" + MetricsPage.portOfProcess() + "/metrics");
    HttpRequest request = HttpRequest.newBuilder(page).build();
    return new MetricsText(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  /**
   * Returns the value of a series, 0 where it is not there yet.
   *
   * @param series name and labels as the page writes them
   */
  public long value(String series) {
    return text.lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  /** Returns the transactions to which this happened: scored, duplicate or rejected. */
  public long transactions(String outcome) {
    return value("alcedo_transactions_total{outcome=\"" + outcome + "\"}");
  }

  /** Returns the dead letters of a code. */
  public long deadLetters(String code) {
    return value("alcedo_dead_letters_total{code=\"" + code + "\"}");
  }
}
