package io.alcedo.local.inspect;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.kafka.TopicReader;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.topics.Topic;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Counts dead letters, and sends the records that they point at to the job once more. */
@Command(
    name = "dead-letters",
    description = "Lists refused records by code, or replays them after a fix.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  alcedo dead-letters list", "  alcedo dead-letters replay --code UNKNOWN_CURRENCY"})
public final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Where a refused record lies. */
  private record Coordinates(String topic, int partition, long offset) {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "One of list, replay is missing.");
  }

  @Command(
      name = "list",
      description = "Counts dead letters by code, with the words of the latest.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  alcedo dead-letters list --bootstrap-servers broker-1:9092"})
  int list(@Mixin KafkaConnection kafka) {
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, String> messages = new TreeMap<>();
    for (DeadLetter letter : letters(kafka)) {
      counts.merge(letter.getCode(), 1, Integer::sum);
      messages.put(letter.getCode(), letter.getMessage());
    }
    counts.forEach(
        (code, count) -> out().printf("%-24s %8d  %s%n", code, count, messages.get(code)));
    return ExitCodes.OK;
  }

  @Command(
      name = "replay",
      description = {
        "Appends the refused records to their own topics again, byte for byte, found by their coordinates.",
        "What has been scored meanwhile is recognised as a duplicate by its id and not scored twice."
      },
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "1:failed while running; the log says more",
        "2:the command line is off",
        "3:the machine lacks something (Java 17, libgomp)",
        "4:refused to start; all problems are listed",
        "5:no dead letter fits",
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  alcedo dead-letters replay --dry-run",
        "  alcedo dead-letters replay --code UNKNOWN_CURRENCY"
      })
  int replay(
      @Mixin KafkaConnection kafka,
      @Option(names = "--code", paramLabel = "CODE", description = "Only those with this code.")
          @Nullable String code,
      @Option(names = "--dry-run", description = "Count them, append nothing.") boolean dryRun) {
    Set<Coordinates> wanted = new LinkedHashSet<>();
    for (DeadLetter letter : letters(kafka)) {
      if (code == null || code.equals(letter.getCode())) {
        wanted.add(
            new Coordinates(letter.getSourceTopic(), letter.getPartition(), letter.getOffset()));
      }
    }
    if (wanted.isEmpty()) {
      throw new CommandFailure(ExitCodes.NOT_FOUND, "a dead letter fits: code=" + code);
    }
    int appended = dryRun ? 0 : append(kafka, wanted);
    out().printf("%d records found, %d appended again%n", wanted.size(), appended);
    int gone = wanted.size() - appended;
    if (!dryRun && gone > 0) {
      throw new CommandFailure(
          ExitCodes.FAILED, gone + " records are no longer on their topics: retention took them");
    }
    return ExitCodes.OK;
  }

  private static int append(KafkaConnection kafka, Set<Coordinates> wanted) {
    int appended = 0;
    Map<String, List<Coordinates>> byTopic = new LinkedHashMap<>();
    wanted.forEach(at -> byTopic.computeIfAbsent(at.topic(), t -> new ArrayList<>()).add(at));
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer()) {
      for (Map.Entry<String, List<Coordinates>> topic : byTopic.entrySet()) {
        try (TopicReader reader = TopicReader.open(kafka, topic.getKey())) {
          for (Coordinates at : topic.getValue()) {
            appended += append(reader, at, producer) ? 1 : 0;
          }
        }
      }
      producer.flush();
    }
    return appended;
  }

  /** Appends one record to the partition that it was on, so that its card's order is kept. */
  private static boolean append(
      TopicReader reader, Coordinates at, KafkaProducer<byte[], byte[]> producer) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>(1);
    reader
        .at(at.partition(), at.offset())
        .read(
            false,
            record -> {
              if (record.offset() == at.offset()) {
                found.add(record);
              }
              return false;
            });
    for (ConsumerRecord<byte[], byte[]> record : found) {
      producer.send(
          new ProducerRecord<>(
              at.topic(), at.partition(), record.key(), record.value(), record.headers()));
    }
    return !found.isEmpty();
  }

  private List<DeadLetter> letters(KafkaConnection kafka) {
    RecordDecoder<DeadLetter> decoder = new RecordDecoder<>(kafka.framing(), DeadLetter.class);
    List<DeadLetter> letters = new ArrayList<>();
    try (TopicReader reader = TopicReader.open(kafka, Topic.DEAD_LETTERS.topicName())) {
      reader.read(
          false,
          record -> {
            try {
              letters.add(decoder.decode(record.value()));
            } catch (FramingException e) {
              out().printf("unreadable dead letter: offset=%d%n", record.offset());
            }
            return true;
          });
    }
    return letters;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
