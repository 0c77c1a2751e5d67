package io.alcedo.retraining.verdict;

import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Verdict;
import java.util.List;

/**
 * One row of the verdict table: which reports it takes, and what they mean. An empty list takes
 * any. Immutable.
 *
 * @param sources who reports
 * @param stated what the sender states
 * @param schemes the card schemes, in their plain form
 * @param codes the scheme's reason codes
 * @param fraudTypes the scheme's fraud types
 * @param stages the stages of the dispute
 * @param meaning what such a report means
 * @param rank how much it counts against other sources
 * @param why the reason, for whoever reads the table
 */
record VerdictRule(
    List<FeedbackSource> sources,
    List<Verdict> stated,
    List<String> schemes,
    List<CodePattern> codes,
    List<CodePattern> fraudTypes,
    List<Stage> stages,
    Meaning meaning,
    int rank,
    String why) {
  VerdictRule {
    sources = List.copyOf(sources);
    stated = List.copyOf(stated);
    schemes = List.copyOf(schemes);
    codes = List.copyOf(codes);
    fraudTypes = List.copyOf(fraudTypes);
    stages = List.copyOf(stages);
  }

  /** Returns whether this row is the one for a report, where no earlier one is. */
  boolean takes(Report report) {
    return (sources.isEmpty() || sources.contains(report.source()))
        && (stated.isEmpty() || stated.contains(report.stated()))
        && (schemes.isEmpty() || schemes.contains(report.scheme()))
        && taken(codes, report.code())
        && taken(fraudTypes, report.fraudType())
        && (stages.isEmpty() || (report.stage() != null && stages.contains(report.stage())));
  }

  private static boolean taken(List<CodePattern> patterns, String code) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.takes(code));
  }
}
