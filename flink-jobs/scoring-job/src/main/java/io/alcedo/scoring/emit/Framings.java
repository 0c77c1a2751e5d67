package io.alcedo.scoring.emit;

import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.scoring.config.ScoringConfig;
import io.alcedo.scoring.ingest.FramingSource;

/** Makes the framing that a configuration asks for, in the task that uses it. Stateless. */
public final class Framings {
  private Framings() {}

  /** Returns a new framing. */
  public static Framing of(ScoringConfig.Framing config) {
    return switch (config.format()) {
      case SINGLE_OBJECT -> new SingleObjectFraming();
      case CONFLUENT ->
          throw new IllegalArgumentException(
              "The format is single-object in this build: format=confluent");
    };
  }

  /** Returns what makes the framing in each task, as a job graph carries it. */
  public static FramingSource source(ScoringConfig.Framing config) {
    return () -> of(config);
  }
}
