package io.alcedo.operations.kafka;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.framing.ConfluentFraming;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.RegistrySettings;
import io.alcedo.schema.framing.SchemaRegistry;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.topics.Topic;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** Makes the framing that a configuration asks for, in the task that uses it. Stateless. */
public final class Framings {
  private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(5);

  private Framings() {}

  /**
   * Returns a new framing.
   *
   * @throws IllegalArgumentException where the registry's URL is none
   */
  public static Framing of(AlcedoConfig config) {
    AlcedoConfig.Framing framing = config.framing();
    return switch (framing.format()) {
      case SINGLE_OBJECT -> new SingleObjectFraming();
      case CONFLUENT ->
          new ConfluentFraming(
              new SchemaRegistry(registry(framing)),
              topic -> name(config.topics(), topic),
              InstantSource.system());
    };
  }

  /** Returns what makes the framing in each task, as a job graph carries it. */
  public static FramingSource source(AlcedoConfig config) {
    return () -> of(config);
  }

  private static RegistrySettings registry(AlcedoConfig.Framing framing) {
    return new RegistrySettings(
        URI.create(String.valueOf(framing.registryUrl())),
        framing.registryUser(),
        framing.registryPassword(),
        REGISTRY_TIMEOUT);
  }

  private static String name(AlcedoConfig.Topics names, Topic topic) {
    return switch (topic) {
      case TRANSACTIONS -> names.transactions();
      case OUTCOMES -> names.outcomes();
      case LABELS -> names.labels();
      case RISK_EVENTS -> names.riskEvents();
      case ALERTS -> names.alerts();
      case SCORED_FEATURES -> names.scoredFeatures();
      case DEAD_LETTERS -> names.deadLetters();
      case FEEDBACK -> names.feedback();
      case MODEL_ASSIGNMENTS -> names.modelAssignments();
      case MODEL_COMMANDS -> names.modelCommands();
      case MODEL_STATUS -> names.modelStatus();
    };
  }
}
