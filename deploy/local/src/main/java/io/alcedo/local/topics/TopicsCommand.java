package io.alcedo.local.topics;

import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.schema.topics.Topic;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Provisions and describes the topics of the contract. */
@Command(
    name = "topics",
    description = "Creates or describes the topics that Alcedo reads and writes.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  alcedo topics create --partitions 12 --replicas 3", "  alcedo topics describe"})
public final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "One of create, describe is missing.");
  }

  @Command(
      name = "create",
      description =
          "Creates the topics that are not there yet, with their retention or compaction; leaves those that are.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {
        "  alcedo topics create --bootstrap-servers broker-1:9092 --partitions 12 --replicas 3"
      })
  int create(
      @Mixin KafkaConnection kafka,
      @Option(
              names = "--partitions",
              defaultValue = "4",
              paramLabel = "N",
              description = "Partitions of each new topic (default: ${DEFAULT-VALUE}).")
          int partitions,
      @Option(
              names = "--replicas",
              defaultValue = "-1",
              paramLabel = "N",
              description = "Replicas of each new topic (default: the brokers' own default).")
          short replicas)
      throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Admin admin = kafka.admin()) {
      List<Topic> created = new TopicProvisioner(admin).create(partitions, replicas);
      for (Topic topic : Topic.values()) {
        out.printf(
            "%-18s %s%n",
            topic.topicName(), created.contains(topic) ? "created" : "was there already");
      }
    }
    return 0;
  }

  @Command(
      name = "describe",
      description =
          "Shows each topic's record, key, partitions, retention and whether it is there.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  alcedo topics describe --bootstrap-servers broker-1:9092"})
  int describe(@Mixin KafkaConnection kafka) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Admin admin = kafka.admin()) {
      Map<String, TopicDescription> found = new TopicProvisioner(admin).describe();
      out.printf("%-18s %-16s %10s  %-14s %s%n", "TOPIC", "RECORD", "PARTITIONS", "KEPT", "KEY");
      for (Topic topic : Topic.values()) {
        TopicDescription there = found.get(topic.topicName());
        out.printf(
            "%-18s %-16s %10s  %-14s %s%n",
            topic.topicName(),
            topic.schema().getName(),
            there == null ? "missing" : Integer.toString(there.partitions().size()),
            there == null ? wanted(topic) : kept(admin, topic),
            topic.keyDescription());
      }
    }
    return 0;
  }

  private static String kept(Admin admin, Topic topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    Config config =
        Objects.requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource));
    if (config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains("compact")) {
      return "compacted";
    }
    long millis = Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
    return millis < 0 ? "for ever" : millis / 86_400_000L + " days";
  }

  private static String wanted(Topic topic) {
    return topic
        .retention()
        .map(retention -> "(" + retention.toDays() + " days)")
        .orElse("(compacted)");
  }
}
