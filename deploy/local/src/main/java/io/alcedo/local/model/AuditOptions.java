package io.alcedo.local.model;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.Problems;
import io.alcedo.registry.Request;
import picocli.CommandLine.Option;

/** The options that say who asks and why. */
final class AuditOptions {
  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who asks, for the audit (default: the user of the system, ${DEFAULT-VALUE}).")
  private String by = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for the audit.")
  private String reason = "";

  /**
   * Returns the request, after a look at its texts: the audit is never erased.
   *
   * @throws CommandFailure where a text holds personal data
   */
  Request request() {
    Problems problems = new Problems();
    problems.personalData("--by", by);
    problems.personalData("--reason", reason);
    problems.refuse();
    return new Request(by, reason);
  }
}
