package io.alcedo.local.embedded;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink cluster of one task manager that runs in this process. */
public final class EmbeddedFlink implements AutoCloseable {
  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(128);

  private static final Duration HEARTBEAT_TIMEOUT = Duration.ofMinutes(5);

  private final MiniCluster cluster;

  private EmbeddedFlink(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Starts a cluster.
   *
   * @param slots how many subtasks of an operator run side by side
   * @param directory where it keeps its temporary files
   * @param settings Flink settings that go over the embedded defaults
   * @throws IllegalStateException where the cluster does not start
   */
  public static EmbeddedFlink start(int slots, Path directory, Configuration settings) {
    Configuration configuration = new Configuration();
    configuration.set(JobManagerOptions.ADDRESS, "127.0.0.1");
    configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(TaskManagerOptions.HOST, "127.0.0.1");
    configuration.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(CoreOptions.TMP_DIRS, directory.toString());
    // Equal, or the mini cluster refuses to start.
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    // All of it is one process: a missed heartbeat means a busy machine, not a lost host.
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, HEARTBEAT_TIMEOUT);
    configuration.addAll(settings);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new IllegalStateException("The embedded Flink cluster starts: slots=" + slots, e);
    }
    return new EmbeddedFlink(cluster);
  }

  /** Returns the cluster that jobs are submitted to. */
  public MiniCluster cluster() {
    return cluster;
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
