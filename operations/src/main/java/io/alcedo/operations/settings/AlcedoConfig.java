package io.alcedo.operations.settings;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the jobs and the commands are told, read from one YAML file ({@code
 * alcedo.yaml}). Immutable, thread-safe and serializable; each section checks itself. No secret
 * appears in {@link #toString}.
 *
 * <pre>{@code
 * AlcedoConfig config = AlcedoConfig.read(Path.of("alcedo.yaml"), Map.of("job.parallelism", "2"));
 * }</pre>
 */
public record AlcedoConfig(
    Kafka kafka,
    Topics topics,
    Framing framing,
    Privacy privacy,
    Clock clock,
    Limits limits,
    Register register,
    Bootstrap bootstrap,
    Features features,
    Model model,
    Decision decision,
    GuardConfig guard,
    State state,
    Sinks sinks,
    Metrics metrics,
    Job job,
    Learning learning,
    Training training,
    Gate gate)
    implements Serializable {

  /** How Kafka is reached and read. {@code properties} may hold secrets. */
  public record Kafka(
      String bootstrapServers,
      Map<String, String> properties,
      String groupId,
      StartPosition start,
      Duration partitionDiscovery,
      boolean bounded)
      implements Serializable {
    /** Checks that each broker has a host and a port. */
    public Kafka {
      ConfigRules.servers(bootstrapServers);
      properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
      Map<String, String> hidden = new TreeMap<>(Comparator.naturalOrder());
      properties.keySet().forEach(name -> hidden.put(name, "***"));
      return "Kafka[bootstrapServers="
          + bootstrapServers
          + ", properties="
          + hidden
          + ", groupId="
          + groupId
          + ", start="
          + start
          + ", partitionDiscovery="
          + partitionDiscovery
          + ", bounded="
          + bounded
          + "]";
    }
  }

  /** The names of the topics. */
  public record Topics(
      String transactions,
      String outcomes,
      String labels,
      String riskEvents,
      String alerts,
      String scoredFeatures,
      String deadLetters,
      String feedback,
      String modelAssignments,
      String modelCommands,
      String modelStatus)
      implements Serializable {
    /** Checks that each is a name that Kafka takes, and that no two are the same. */
    public Topics {
      ConfigRules.topics(
          List.of(
              transactions,
              outcomes,
              labels,
              riskEvents,
              alerts,
              scoredFeatures,
              deadLetters,
              feedback,
              modelAssignments,
              modelCommands,
              modelStatus));
    }

    /** Returns the topics of the stream that the scoring job reads. */
    public List<String> inputs() {
      return List.of(transactions, outcomes, labels);
    }

    /** Returns the topics of what models do: assignments, commands and statuses. */
    public List<String> models() {
      return List.of(modelAssignments, modelCommands, modelStatus);
    }

    /** Returns the topics that the scoring job writes decisions to. */
    public List<String> outputs() {
      return List.of(riskEvents, alerts, scoredFeatures, deadLetters);
    }
  }

  /** How Avro records are framed; the registry's URL is there with the format CONFLUENT. */
  public record Framing(
      FramingFormat format,
      @Nullable String registryUrl,
      @Nullable String registryUser,
      @Nullable String registryPassword)
      implements Serializable {
    /** Checks that a registry is named where one is needed. */
    public Framing {
      ConfigRules.registry(
          format == FramingFormat.CONFLUENT, registryUrl, registryUser, registryPassword);
    }

    @Override
    public String toString() {
      return "Framing[format="
          + format
          + ", registryUrl="
          + registryUrl
          + ", registryUser="
          + registryUser
          + ", registryPassword="
          + (registryPassword == null ? null : "***")
          + "]";
    }
  }

  /** Where the keyset of the pseudonyms is, and which fields are not searched for leaks. */
  public record Privacy(
      @Nullable String keysetFile, @Nullable String keysetVariable, List<String> exemptFields)
      implements Serializable {
    /** Checks that the keyset is in one place. */
    public Privacy {
      if ((keysetFile == null) == (keysetVariable == null)) {
        throw new IllegalArgumentException(
            "one of keyset_file and keyset_variable is stated: keyset_file="
                + keysetFile
                + ", keyset_variable="
                + keysetVariable);
      }
      exemptFields = List.copyOf(exemptFields);
    }
  }

  /** The clock and how far a transaction's time may be from it. */
  public record Clock(ClockKind kind, Duration maxPast, Duration maxFuture)
      implements Serializable {}

  /** The largest record in bytes, amount in minor units and text in characters. */
  public record Limits(int maxRecordBytes, long maxAmountMinor, int maxTextLength)
      implements Serializable {
    /** Checks that all are positive. */
    public Limits {
      ConfigRules.atLeast("max_record_size", maxRecordBytes, 1);
      ConfigRules.atLeast("max_amount", maxAmountMinor, 1);
      ConfigRules.atLeast("max_text_length", maxTextLength, 1);
    }
  }

  /** How long a transaction id is remembered. */
  public record Register(Duration horizon) implements Serializable {
    /** Checks that the horizon is positive. */
    public Register {
      ConfigRules.positive("horizon", horizon);
    }
  }

  /** The history that fills the profiles first: a file, a topic or nothing. */
  public record Bootstrap(@Nullable String file, String mapping, @Nullable String topic)
      implements Serializable {
    /** Checks that there is one history at most. */
    public Bootstrap {
      if (file != null && topic != null) {
        throw new IllegalArgumentException(
            "at most one of file and topic is stated: file=" + file + ", topic=" + topic);
      }
    }

    /** Returns whether there is a history to read first. */
    public boolean present() {
      return file != null || topic != null;
    }
  }

  /** The feature set: a shipped name or a path. */
  public record Features(String set) implements Serializable {}

  /** The model bundle and how it runs; a null threshold leaves the bundle's. */
  public record Model(
      String bundle,
      @Nullable String store,
      List<String> trustedKeys,
      boolean allowUnsigned,
      ModelTarget target,
      int threads,
      int maxBatch,
      int maxPending,
      Duration shadowPatience,
      @Nullable Double reviewAt,
      @Nullable Double declineAt)
      implements Serializable {
    /** Checks sizes and thresholds. */
    public Model {
      trustedKeys = List.copyOf(trustedKeys);
      ConfigRules.within("threads", threads, 1, 256);
      ConfigRules.within("max_batch", maxBatch, 1, 65_536);
      ConfigRules.positive("shadow_patience", shadowPatience);
      if (maxPending < maxBatch) {
        throw new IllegalArgumentException(
            "max_batch <= max_pending: max_batch=" + maxBatch + ", max_pending=" + maxPending);
      }
      ConfigRules.thresholds(reviewAt, declineAt);
    }
  }

  /** How scores become decisions, and what decides when the model cannot. */
  public record Decision(
      Duration deadline,
      long approveBelowMinor,
      double controlShare,
      String policyVersion,
      Duration alertsOpenFor,
      @Nullable Integer alertsPerDay)
      implements Serializable {
    /** Checks the deadline, the amount, the share and the number of alerts. */
    public Decision {
      ConfigRules.positive("deadline", deadline);
      ConfigRules.positive("alerts_open_for", alertsOpenFor);
      ConfigRules.atLeast("approve_below", approveBelowMinor, 0);
      ConfigRules.within("control_share", controlShare, 0, 0.2);
      if (alertsPerDay != null) {
        ConfigRules.atLeast("alerts_per_day", alertsPerDay, 1);
      }
    }
  }

  /** Where state lives and how it is made safe. */
  public record State(
      StateBackendKind backend,
      @Nullable String checkpointDirectory,
      Duration checkpointInterval,
      boolean unaligned,
      Duration ttlSlack)
      implements Serializable {}

  /** What is written and with which promise. */
  public record Sinks(
      Delivery delivery,
      Duration transactionTimeout,
      Duration linger,
      int batchBytes,
      Compression compression,
      boolean scoredFeatures)
      implements Serializable {
    /** Checks the timeout. */
    public Sinks {
      ConfigRules.positive("transaction_timeout", transactionTimeout);
    }
  }

  /** Where a task manager's metrics page is, and whether and where Flink's own is. */
  public record Metrics(PortRange port, String bindAddress, boolean flink, PortRange flinkPort)
      implements Serializable {}

  /** How the job runs in Flink; parallelism 0 takes Flink's default. */
  public record Job(
      String name, int parallelism, int maxParallelism, Duration bufferTimeout, int restartAttempts)
      implements Serializable {
    /** Checks that the parallelism fits. */
    public Job {
      ConfigRules.within("max_parallelism", maxParallelism, 1, 32_768);
      ConfigRules.within("parallelism", parallelism, 0, maxParallelism);
      ConfigRules.atLeast("restart_attempts", restartAttempts, 0);
    }
  }

  /** Checks what sections say of each other. */
  public AlcedoConfig {
    if (sinks.delivery() == Delivery.EXACTLY_ONCE) {
      ConfigRules.positive(
          "state: checkpoint_interval with delivery=exactly-once", state.checkpointInterval());
    }
  }

  /**
   * Reads a file.
   *
   * @param overrides settings by name that hold instead of the file's; an empty one takes back what
   *     the file states
   * @throws ConfigException with all problems
   * @throws IOException where the file cannot be read
   */
  public static AlcedoConfig read(Path file, Map<String, String> overrides)
      throws ConfigException, IOException {
    return parse(Files.readString(file), file.toString(), overrides);
  }

  /**
   * Reads a YAML text.
   *
   * @param source what the problems name as their place
   * @throws ConfigException with all problems
   */
  public static AlcedoConfig parse(String yaml, String source, Map<String, String> overrides)
      throws ConfigException {
    return AlcedoConfigReader.read(yaml, source, overrides, System::getenv);
  }

  /**
   * Makes a configuration of settings by name, without a file.
   *
   * @throws ConfigException with all problems
   */
  public static AlcedoConfig of(Map<String, String> settings) throws ConfigException {
    return parse("", "The configuration", settings);
  }
}
