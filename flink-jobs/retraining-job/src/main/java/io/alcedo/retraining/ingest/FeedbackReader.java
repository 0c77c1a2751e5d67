package io.alcedo.retraining.ingest;

import io.alcedo.privacy.DeadLetterCode;
import io.alcedo.privacy.RejectedException;
import io.alcedo.retraining.verdict.Report;
import io.alcedo.retraining.verdict.Ruling;
import io.alcedo.retraining.verdict.Stage;
import io.alcedo.retraining.verdict.Statement;
import io.alcedo.retraining.verdict.VerdictTable;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.row.StableHash;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a statement of a feedback record by the verdict table, or says what is wrong with it. Who
 * entered the verdict is never looked at. Thread-safe.
 */
final class FeedbackReader {
  private static final String STAGES =
      Arrays.stream(Stage.values()).map(Stage::name).collect(Collectors.joining(", "));

  private final VerdictTable table;
  private final RecordRules rules;

  FeedbackReader(VerdictTable table, RecordRules rules) {
    this.table = table;
    this.rules = rules;
  }

  /**
   * Returns what a record reports.
   *
   * @param knownAt when the broker appended it, in milliseconds since 1970 UTC
   * @throws RejectedException where a field breaks its rule, or no rule of the table takes it
   */
  Incoming.Reported read(Feedback feedback, Origin origin, long knownAt) throws RejectedException {
    rules.ids(feedback.getTenant(), feedback.getTransactionId());
    rules.text("scheme", feedback.getScheme());
    rules.text("reasonCode", feedback.getReasonCode());
    rules.text("stage", feedback.getStage());
    rules.text("fraudType", feedback.getFraudType());
    if (feedback.getSource() == FeedbackSource.UNKNOWN) {
      throw new RejectedException(
          DeadLetterCode.INVALID_FIELD,
          "source is one of CHARGEBACK, FRAUD_REPORT, CUSTOMER and ANALYST");
    }
    Report report =
        new Report(
            feedback.getSource(),
            feedback.getVerdict(),
            text(feedback.getScheme()),
            text(feedback.getReasonCode()),
            text(feedback.getFraudType()),
            stage(feedback.getStage()));
    Ruling ruling = table.judge(report);
    if (ruling == null) {
      throw new RejectedException(
          DeadLetterCode.INVALID_FIELD,
          "verdict is one of FRAUD, GENUINE and WITHDRAWN where the verdict table leaves it to the"
              + " sender");
    }
    Statement statement =
        new Statement(
            id(report, feedback.getReportedAt(), knownAt),
            report.source(),
            ruling,
            StableHash.shortOf(report.scheme() + '|' + report.code()),
            report.stage(),
            knownAt);
    return new Incoming.Reported(
        feedback.getTenant(), feedback.getTransactionId(), statement, origin);
  }

  /** A report is the same where its content and the time are, which its sender states or not. */
  private static long id(Report report, @Nullable Instant reportedAt, long knownAt) {
    String content =
        String.join(
            "|",
            report.source().name(),
            report.stated().name(),
            report.scheme(),
            report.code(),
            report.fraudType(),
            String.valueOf(report.stage()));
    String time =
        reportedAt == null ? "known " + knownAt : Long.toString(reportedAt.toEpochMilli());
    return StableHash.of(content, time);
  }

  private static @Nullable Stage stage(@Nullable String text) throws RejectedException {
    if (text == null || text.isBlank()) {
      return null;
    }
    String name = text.strip().toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    for (Stage stage : Stage.values()) {
      if (stage.name().equals(name)) {
        return stage;
      }
    }
    throw new RejectedException(DeadLetterCode.INVALID_FIELD, "stage is one of " + STAGES);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
