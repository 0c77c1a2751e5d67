package io.alcedo.retraining.verdict;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the page about verdicts, in Markdown, from the shipped table. Stateless. */
public final class VerdictReference {
  private static final String HEAD =
      """
      # Verdicts

      Generated from the shipped verdict table. What comes in on the topic `feedback` is somebody's \
      report on a transaction: a chargeback, a fraud report of an issuer (TC40, SAFE), a word of the \
      cardholder, an analyst's judgement. This page says what each means, and which of several holds.

      ## Which report holds

      1. The first rule of the table that takes a report says what it **means**: `FRAUD`, `GENUINE`, \
      `NOT_FRAUD_RELATED` (a dispute about a service or a booking, which says nothing of fraud), \
      `WITHDRAWN` (what the source said before is taken back) or `AS_STATED` (what the sender states \
      in `verdict`).
      2. Of each **source** the latest report stands, by the time at which the broker appended it; \
      what the sender says of the time is not believed. One exception: %s and %s count for \
      nothing after a later stage of the same dispute (scheme and reason code), whatever other \
      disputes came between, since senders repeat them.
      3. Of the standing reports that say fraud or genuine, the highest **rank** holds; of equal ranks \
      the latest.
      4. Where none is left although one had been told, the label is **taken back** (`WITHDRAWN`): the \
      transaction is unknown again, not genuine.

      Each change of what holds becomes one record of the topic `labels`, with its revision, the \
      verdict before it and the time at which it became known; nothing else does. A report that is \
      sent again (the same content and `reportedAt`) changes nothing, and so does one that agrees \
      with what holds. What holds in the end does not depend on the order in \
      which reports come; a change that another undid before it was told is not told at all.

      A report may come **before its transaction**: it waits for `learning.feedback_wait`, and then \
      its changes are told with the times at which they became known. One whose transaction never \
      comes, or is no longer remembered (`learning.remember_for`), becomes a dead letter \
      `UNKNOWN_TRANSACTION`. A label that comes **too late** to lie in any window of the feature set \
      (longest window plus delay) no longer moves a feature; it is counted in \
      `alcedo_labels_too_late_total`, and still trains.

      ## Stages

      `stage` is one of %s. Where a chargeback names none, its rules without a stage apply.

      ## The shipped table, `%s`

      Schemes and codes are compared in capitals, without spaces, hyphens and underscores. A code is \
      one (`10.4`), a beginning (`10.*`) or a range of numbers of as many digits (`4801..4999`).

      | source | stated | scheme | codes | fraud types | stage | means | rank | why |
      |---|---|---|---|---|---|---|---|---|
      """;

  private static final String TAIL =
      """

      ## A table of your own

      `learning.verdicts` names a YAML file: `name`, and `rules` in order. A rule states `meaning`, \
      `why`, a `rank` from 1 to %d where it can say fraud or genuine, and any of `source`, `stated`, \
      `scheme`, `codes`, `fraud_types` and `stage`, each one word or a list; what it does not state \
      takes any. A last rule of each source takes all that is left. Mistakes are listed together, with \
      their lines, before the job starts. Reports that were read under another table keep what they \
      meant then.

      ```yaml
      name: ours
      rules:
        - {source: CHARGEBACK, scheme: VISA, codes: ["10.*"], meaning: FRAUD, rank: 400, why: "fraud"}
        - {source: CHARGEBACK, meaning: NOT_FRAUD_RELATED, why: "all other disputes"}
        - {meaning: AS_STATED, rank: 100, why: "everyone else says what they mean"}
      ```
      """;

  private VerdictReference() {}

  /** Returns the page of a table. */
  public static String markdown(VerdictTable table) {
    StringBuilder page = new StringBuilder();
    page.append(
        HEAD.formatted(
            code(Stage.FIRST_CHARGEBACK),
            code(Stage.REPRESENTMENT),
            words(Arrays.asList(Stage.values())),
            table.name()));
    table.rules().forEach(rule -> page.append(row(rule)));
    return page.append(TAIL.formatted(Ruling.MOST_RANK)).toString();
  }

  private static String row(VerdictRule rule) {
    return "| "
        + String.join(
            " | ",
            words(rule.sources()),
            words(rule.stated()),
            words(rule.schemes()),
            words(rule.codes()),
            words(rule.fraudTypes()),
            words(rule.stages()),
            code(rule.meaning()),
            rule.rank() == 0 ? "" : Integer.toString(rule.rank()),
            rule.why())
        + " |\n";
  }

  private static String words(List<?> words) {
    return words.isEmpty()
        ? "any"
        : words.stream().map(VerdictReference::code).collect(Collectors.joining(", "));
  }

  private static String code(Object word) {
    return "`" + word + "`";
  }
}
