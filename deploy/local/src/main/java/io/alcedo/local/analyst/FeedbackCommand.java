package io.alcedo.local.analyst;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.Problems;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.privacy.IngestLimits;
import io.alcedo.retraining.verdict.Meaning;
import io.alcedo.retraining.verdict.Report;
import io.alcedo.retraining.verdict.Ruling;
import io.alcedo.retraining.verdict.Stage;
import io.alcedo.retraining.verdict.VerdictTable;
import io.alcedo.retraining.verdict.VerdictTableException;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Verdict;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes one verdict on a transaction. */
@Command(
    name = "feedback",
    description = {
      "Writes a verdict on a transaction to the topic 'feedback', and says what it means.",
      "docs/verdicts.md lists what each source, reason code and stage means."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo feedback --transaction t-1029 --verdict fraud --source analyst",
      "  alcedo feedback --transaction t-1029 --verdict fraud --source chargeback --scheme visa"
          + " --reason-code 10.4 --stage first_chargeback",
      "  alcedo feedback --transaction t-1029 --verdict withdrawn"
    })
public final class FeedbackCommand implements Callable<Integer> {
  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int MOST_CHARACTERS = IngestLimits.DEFAULT.mostTextCharacters();

  /** The verdicts that someone can give. */
  enum Given {
    FRAUD,
    GENUINE,
    WITHDRAWN
  }

  /** Who can give one. */
  enum Giver {
    ANALYST,
    CUSTOMER,
    CHARGEBACK,
    FRAUD_REPORT
  }

  @Option(
      names = {"-t", "--transaction"},
      required = true,
      paramLabel = "ID",
      description = "The platform's id of the transaction.")
  private String transaction = "";

  @Option(
      names = "--verdict",
      required = true,
      description = "One of ${COMPLETION-CANDIDATES}; withdrawn takes the source's own back.")
  private Given verdict = Given.FRAUD;

  @Option(
      names = "--source",
      defaultValue = "ANALYST",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Giver source = Giver.ANALYST;

  @Option(names = "--scheme", paramLabel = "NAME", description = "The card scheme, such as VISA.")
  private @Nullable String scheme;

  @Option(
      names = "--reason-code",
      paramLabel = "CODE",
      description = "The scheme's reason code of a chargeback, such as 10.4.")
  private @Nullable String reasonCode;

  @Option(
      names = "--fraud-type",
      paramLabel = "CODE",
      description = "The scheme's fraud type of a fraud report, such as 6.")
  private @Nullable String fraudType;

  @Option(names = "--stage", description = "The stage of a dispute: ${COMPLETION-CANDIDATES}.")
  private @Nullable Stage stage;

  @Option(
      names = "--tenant",
      defaultValue = "default",
      paramLabel = "NAME",
      description = "The tenant of the transaction (default: ${DEFAULT-VALUE}).")
  private String tenant = "default";

  @Mixin private KafkaConnection kafka = new KafkaConnection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws VerdictTableException {
    check();
    Feedback feedback = feedback();
    Ruling ruling =
        VerdictTable.named(VerdictTable.SHIPPED)
            .judge(
                new Report(
                    feedback.getSource(),
                    feedback.getVerdict(),
                    text(scheme),
                    text(reasonCode),
                    text(fraudType),
                    stage));
    if (ruling == null) {
      throw new CommandFailure(ExitCodes.REFUSED, "the verdict table knows what this means");
    }
    try (FeedbackWriter writer = new FeedbackWriter(kafka)) {
      RecordMetadata written = writer.write(feedback);
      spec.commandLine()
          .getOut()
          .printf(
              "%s is said to be %s by %s (%s-%d@%d); by the shipped verdict table that %s%n",
              transaction,
              verdict,
              source,
              written.topic(),
              written.partition(),
              written.offset(),
              words(ruling));
    }
    return ExitCodes.OK;
  }

  private Feedback feedback() {
    Feedback feedback = new Feedback();
    feedback.setTransactionId(transaction);
    feedback.setTenant(tenant);
    feedback.setVerdict(Verdict.valueOf(verdict.name()));
    feedback.setSource(FeedbackSource.valueOf(source.name()));
    feedback.setScheme(scheme);
    feedback.setReasonCode(reasonCode);
    feedback.setFraudType(fraudType);
    feedback.setStage(stage == null ? null : stage.name());
    feedback.setReportedAt(InstantSource.system().instant());
    return feedback;
  }

  /** What the job would refuse is refused here, before it is written for ever. */
  private void check() {
    Problems problems = new Problems();
    problems.unless(!transaction.isBlank(), "--transaction is not blank");
    problems.unless(
        TENANT.matcher(tenant).matches(),
        "--tenant is 1 to 64 of letters, digits, dot, underscore and hyphen");
    search(problems, "--transaction", transaction);
    search(problems, "--tenant", tenant);
    search(problems, "--scheme", scheme);
    search(problems, "--reason-code", reasonCode);
    search(problems, "--fraud-type", fraudType);
    problems.refuse();
  }

  private static void search(Problems problems, String option, @Nullable String value) {
    String text = text(value);
    problems.unless(
        text.length() <= MOST_CHARACTERS,
        option + " has at most " + MOST_CHARACTERS + " characters: length=" + text.length());
    problems.personalData(option, text);
  }

  private static String words(Ruling ruling) {
    String meaning = ruling.meaning().name();
    return switch (ruling.meaning()) {
      case FRAUD, GENUINE -> "means " + meaning + ", rank " + ruling.rank();
      case NOT_FRAUD_RELATED -> "says nothing of fraud: " + Meaning.NOT_FRAUD_RELATED;
      case WITHDRAWN, AS_STATED -> "takes back what the source said";
    };
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
