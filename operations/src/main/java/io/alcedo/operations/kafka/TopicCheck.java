package io.alcedo.operations.kafka;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigProblem;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Looks whether the brokers answer and have the topics that a job needs. Stateless. */
public final class TopicCheck {
  private TopicCheck() {}

  /**
   * Returns what is missing; nothing where all is there.
   *
   * @param needed the names of the topics
   * @param patience how long the brokers may take to answer
   */
  public static List<ConfigProblem> problems(
      AlcedoConfig config, Collection<String> needed, Duration patience) {
    Properties properties = ClientProperties.of(config);
    String millis = Long.toString(patience.toMillis());
    properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    try (Admin admin = Admin.create(properties)) {
      return missing(
          needed, admin.listTopics().names().get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return List.of(unreachable(config, patience, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(unreachable(config, patience, e));
    }
  }

  private static List<ConfigProblem> missing(Collection<String> needed, Set<String> present) {
    return new TreeSet<>(needed)
        .stream()
            .filter(topic -> !present.contains(topic))
            .map(
                topic ->
                    new ConfigProblem(
                        0,
                        "topics: the topic is there; 'alcedo topics create' makes it: topic="
                            + topic))
            .toList();
  }

  private static ConfigProblem unreachable(AlcedoConfig config, Duration patience, Exception e) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    return new ConfigProblem(
        0,
        "kafka: a broker answers within "
            + patience.toSeconds()
            + "s: bootstrap_servers="
            + config.kafka().bootstrapServers()
            + ", cause="
            + cause.getClass().getSimpleName());
  }
}
