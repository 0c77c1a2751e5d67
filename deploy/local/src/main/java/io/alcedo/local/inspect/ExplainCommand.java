package io.alcedo.local.inspect;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.kafka.TopicReader;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.topics.Topic;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how a transaction was decided: reasons, the features that the model saw, and the model. */
@Command(
    name = "explain",
    description = "Shows a decision's reasons, features and model.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed while running; the log says more",
      "2:the command line is off",
      "3:the machine lacks something (Java 17, libgomp)",
      "4:refused to start; all problems are listed",
      "5:no risk event of the transaction is on the topic",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo explain t-1029",
      "  alcedo explain t-1029 --tenant north --feature-set features.yaml"
    })
public final class ExplainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TRANSACTION_ID", description = "The platform's id of the transaction.")
  private String transactionId = "";

  @Option(
      names = "--tenant",
      defaultValue = "default",
      paramLabel = "NAME",
      description = "The tenant of the transaction (default: ${DEFAULT-VALUE}).")
  private String tenant = "default";

  @Option(
      names = "--feature-set",
      defaultValue = "card-payments",
      paramLabel = "NAME|FILE",
      description =
          "The feature set that the job runs, which names the features (default: ${DEFAULT-VALUE}).")
  private String featureSet = "card-payments";

  @Mixin private KafkaConnection kafka = new KafkaConnection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    RiskEvent event = find(Topic.RISK_EVENTS, RiskEvent.class);
    if (event == null) {
      throw new CommandFailure(
          ExitCodes.NOT_FOUND,
          "a risk event of the transaction is on the topic: tenant="
              + tenant
              + ", transactionId="
              + transactionId);
    }
    Explanation explanation = Explanation.of(event, featureSet);
    explanation.print(
        find(Topic.SCORED_FEATURES, ScoredFeatures.class), spec.commandLine().getOut());
    return ExitCodes.OK;
  }

  /** Finds the first record of the transaction, which is the one that counts. */
  private <T extends SpecificRecord> @Nullable T find(Topic topic, Class<T> type) {
    RecordDecoder<T> decoder = new RecordDecoder<>(kafka.framing(), type);
    Found<T> found = new Found<>();
    try (TopicReader reader = TopicReader.open(kafka, topic.topicName())) {
      reader.read(
          false,
          record -> {
            try {
              T decoded = decoder.decode(record.value());
              if (isWanted(decoded)) {
                found.record = decoded;
              }
            } catch (FramingException e) {
              return true; // not ours to judge: tail shows it
            }
            return found.record == null;
          });
    }
    return found.record;
  }

  private boolean isWanted(SpecificRecord decoded) {
    if (decoded instanceof RiskEvent event) {
      return event.getTransactionId().equals(transactionId) && event.getTenant().equals(tenant);
    }
    return decoded instanceof ScoredFeatures features
        && features.getTransactionId().equals(transactionId)
        && features.getTenant().equals(tenant);
  }

  private static final class Found<T> {
    private @Nullable T record;
  }
}
