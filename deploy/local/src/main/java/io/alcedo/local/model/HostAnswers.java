package io.alcedo.local.model;

import io.alcedo.registry.HostStatus;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.StatusReader;
import io.alcedo.schema.ModelState;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * What hosts say of a change, waited for in a bounded time. Those that ran a version of the newest
 * generation that any ran before it are taken to be there.
 */
final class HostAnswers {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final StatusReader statuses;
  private final PrintWriter out;
  private final Set<String> known;

  /** Looks who is there before a change is made. */
  HostAnswers(StatusReader statuses, PrintWriter out) throws IOException {
    this.statuses = statuses;
    this.out = out;
    this.known = present(statuses.next());
  }

  private static Set<String> present(List<HostStatus> said) {
    Map<String, Long> generations = new HashMap<>();
    for (HostStatus status : said) {
      if (!status.rejected()) {
        long generation = status.generation() == null ? 0 : status.generation();
        generations.merge(status.host(), generation, Math::max);
      }
    }
    long newest = generations.values().stream().mapToLong(Long::longValue).max().orElse(0);
    Set<String> present = new TreeSet<>();
    generations.forEach(
        (host, generation) -> {
          if (generation == newest) {
            present.add(host);
          }
        });
    return present;
  }

  /** Whether a host has ever reported on the model. */
  boolean hostsKnown() {
    return !known.isEmpty();
  }

  /**
   * Prints what hosts say of a version until all have answered, one has rejected it or the time is
   * over.
   *
   * @param active whether the version is to decide, and not just to score
   * @return whether no host rejected it
   */
  boolean await(long generation, ModelVersion version, boolean active, Duration timeout)
      throws IOException {
    if (timeout.isZero()) {
      out.println("not waiting for hosts; 'alcedo model inspect' shows what they say");
      return true;
    }
    Set<String> waiting = new TreeSet<>(known);
    List<HostStatus> rejections = new ArrayList<>();
    long now = System.nanoTime();
    long deadline = now + timeout.toNanos();
    long quiet = deadline;
    while (now - deadline < 0 && now - quiet < 0) {
      for (HostStatus status : statuses.next()) {
        if (!concerns(status, generation, version)) {
          continue;
        }
        print(status);
        if (status.rejected()) {
          rejections.add(status);
        }
        if (status.rejected() || !active || status.state() == ModelState.ACTIVE) {
          waiting.remove(status.host());
          quiet = waiting.isEmpty() || status.rejected() ? now + QUIET.toNanos() : quiet;
        }
      }
      out.flush();
      LockSupport.parkNanos(LOOK.toNanos());
      now = System.nanoTime();
    }
    if (rejections.isEmpty() && !waiting.isEmpty()) {
      out.println("no answer within " + timeout.toMillis() + "ms: hosts=" + waiting);
    } else if (known.isEmpty() && quiet == deadline) {
      out.println("no host answered within " + timeout.toMillis() + "ms");
    }
    return rejections.isEmpty();
  }

  private static boolean concerns(HostStatus status, long generation, ModelVersion version) {
    return status.generation() != null
        && status.generation() >= generation
        && status.version().equals(version.version());
  }

  private void print(HostStatus status) {
    out.printf(
        "%-32s %-9s %s%s%n",
        status.host(),
        status.state(),
        status.version(),
        status.rejected()
            ? " " + status.code() + ": " + status.reason()
            : " on " + status.executionTarget());
  }
}
