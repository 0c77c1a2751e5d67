package io.alcedo.local.topics;

import io.alcedo.operations.kafka.NewTopics;
import io.alcedo.schema.topics.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/** Creates the topics of the contract with their retention, compaction and timestamps. */
public final class TopicProvisioner {
  private final Admin admin;

  /** Provisions through this client, which the caller closes. */
  public TopicProvisioner(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates the topics that are missing and returns them. Records carry the time of their append,
   * so that latency can be measured between brokers' stamps and feedback is known from its arrival
   * on.
   *
   * @param partitions of each new topic; a compacted one gets a single one
   * @param replicas of each new topic, or -1 for the brokers' default
   */
  public List<Topic> create(int partitions, short replicas)
      throws ExecutionException, InterruptedException {
    Set<String> present = admin.listTopics().names().get();
    List<Topic> missing = new ArrayList<>();
    List<NewTopic> wanted = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      if (!present.contains(topic.topicName())) {
        missing.add(topic);
        wanted.add(newTopic(topic, partitions, replicas));
      }
    }
    NewTopics.create(admin, wanted);
    return missing;
  }

  /** Returns what the cluster says of those topics that are there, by name. */
  public Map<String, TopicDescription> describe() throws ExecutionException, InterruptedException {
    Set<String> present = admin.listTopics().names().get();
    List<String> ours =
        Arrays.stream(Topic.values()).map(Topic::topicName).filter(present::contains).toList();
    return admin.describeTopics(ours).allTopicNames().get();
  }

  private static NewTopic newTopic(Topic topic, int partitions, short replicas) {
    Map<String, String> config = new HashMap<>();
    config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    if (topic.compacted()) {
      config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    } else {
      long millis = topic.retention().orElseThrow().toMillis();
      config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(millis));
    }
    return new NewTopic(
            topic.topicName(),
            Optional.of(topic.compacted() ? 1 : partitions),
            replicas < 0 ? Optional.empty() : Optional.of(replicas))
        .configs(config);
  }
}
