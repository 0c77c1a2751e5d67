package io.alcedo.local.demo;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.retraining.RetrainingJob;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job that learns, in the demo's cluster. What takes time happens on threads of its own. */
final class LearningJob {
  private final DemoCluster cluster;
  private final DemoConfig config;
  private final FirstModel first;
  private final AlcedoConfig scoring;
  private CompletableFuture<Void> started = new CompletableFuture<>();

  /**
   * Makes ready.
   *
   * @param scoring what the job that scores is told
   */
  LearningJob(DemoCluster cluster, DemoConfig config, FirstModel first, AlcedoConfig scoring) {
    this.cluster = cluster;
    this.config = config;
    this.first = first;
    this.scoring = scoring;
  }

  /** Returns the version of the model that decides at first. */
  String firstVersion() {
    return first.version().version();
  }

  /** Starts the job at a pace, or begins to. */
  void start(LearningPace pace) {
    started = CompletableFuture.runAsync(() -> submit(pace));
  }

  /**
   * Does nothing while the job starts or runs.
   *
   * @throws IllegalStateException where it did not start
   */
  void check() {
    if (started.isCompletedExceptionally()) {
      started.join();
    }
  }

  /** Lets the first model go on as a shadow, or begins to. */
  void keepFirstModel() {
    started = started.thenRunAsync(() -> first.shadow(scoring));
  }

  private void submit(LearningPace pace) {
    try {
      StreamExecutionEnvironment environment = new StreamExecutionEnvironment();
      RetrainingJob.build(environment, config.learning(cluster.kafka().bootstrapServers(), pace));
      cluster.submit("learning", environment);
    } catch (Exception e) {
      throw new IllegalStateException("The learning job starts", e);
    }
  }
}
