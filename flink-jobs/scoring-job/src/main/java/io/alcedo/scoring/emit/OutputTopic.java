package io.alcedo.scoring.emit;

import io.alcedo.operations.settings.AlcedoConfig;

/** The topics that the job writes. Bytes in flight hold positions in here: append only. */
public enum OutputTopic {
  /** The decision on every transaction. */
  RISK_EVENTS,
  /** The vector that the model saw. */
  SCORED_FEATURES,
  /** REVIEW and DECLINE. */
  ALERTS,
  /** What could not be used. */
  DEAD_LETTERS,
  /** What this host says of its models. */
  MODEL_STATUS;

  /** Returns the name that this topic is given. */
  public String in(AlcedoConfig.Topics topics) {
    return switch (this) {
      case RISK_EVENTS -> topics.riskEvents();
      case SCORED_FEATURES -> topics.scoredFeatures();
      case ALERTS -> topics.alerts();
      case DEAD_LETTERS -> topics.deadLetters();
      case MODEL_STATUS -> topics.modelStatus();
    };
  }
}
