package io.alcedo.local.inspect;

import io.alcedo.local.ExitCodes;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.kafka.TopicReader;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.JsonView;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.topics.Topic;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the records of a topic as JSON, one a line. */
@Command(
    name = "tail",
    description = {
      "Prints decoded records as JSON, one a line.",
      "The topic 'transactions' is refused: it holds card numbers."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo tail alerts --follow",
      "  alcedo tail risk-events -n -1 --bootstrap-servers broker-1:9092",
      "  alcedo tail risk-events --framing confluent --registry http://registry:8081"
    })
public final class TailCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TOPIC",
      completionCandidates = Names.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String topicName = "";

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "10",
      paramLabel = "N",
      description =
          "Start with the last N records of each partition (default: ${DEFAULT-VALUE}; 0: only new ones, -1: all).")
  private long lines = 10;

  @Option(
      names = {"-f", "--follow"},
      description = "Wait for new records, until interrupted.")
  private boolean follow;

  @Mixin private KafkaConnection kafka = new KafkaConnection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Topic topic = topic();
    PrintWriter out = spec.commandLine().getOut();
    RecordDecoder<SpecificRecord> decoder = decoder(topic);
    try (TopicReader reader = TopicReader.open(kafka, topic.topicName())) {
      if (lines >= 0) {
        reader.last(lines);
      }
      reader.read(
          follow,
          record -> {
            try {
              out.println(JsonView.of(decoder.decode(record.value())));
            } catch (FramingException e) {
              out.printf(
                  "{\"unreadable\":{\"partition\":%d,\"offset\":%d,\"code\":\"%s\"}}%n",
                  record.partition(), record.offset(), e.code());
            }
            return !out.checkError();
          });
    }
    return ExitCodes.OK;
  }

  private Topic topic() {
    for (Topic topic : Topic.values()) {
      if (topic.topicName().equals(topicName) && topic != Topic.TRANSACTIONS) {
        return topic;
      }
    }
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(),
        "A topic to show is one of " + String.join(", ", new Names()) + ": topic=" + topicName);
  }

  @SuppressWarnings("unchecked")
  private RecordDecoder<SpecificRecord> decoder(Topic topic) {
    Class<?> type = SpecificData.get().getClass(topic.schema());
    return new RecordDecoder<>(kafka.framing(), (Class<SpecificRecord>) type);
  }

  /** The topics that can be shown: all but the one with personal data. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Topic.values())
          .filter(topic -> topic != Topic.TRANSACTIONS)
          .map(Topic::topicName)
          .iterator();
    }
  }
}
