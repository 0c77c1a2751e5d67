package io.alcedo.local.model;

import io.alcedo.local.DurationConverter;
import io.alcedo.registry.Request;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a change: who asks and why, and how long the hosts' answer is waited for. */
final class RequestOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Mixin private AuditOptions audit = new AuditOptions();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "How long to wait for the hosts' answer, 0s for not at all (default: 30s where hosts have"
              + " reported before, else not at all).")
  private @Nullable Duration timeout;

  Request request() {
    return audit.request();
  }

  /** Returns how long hosts may take to answer. */
  Duration timeout(boolean hostsKnown) {
    if (timeout != null) {
      return timeout;
    }
    return hostsKnown ? PATIENCE : Duration.ZERO;
  }
}
