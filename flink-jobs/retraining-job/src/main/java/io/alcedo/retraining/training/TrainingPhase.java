package io.alcedo.retraining.training;

import io.alcedo.training.progress.TrainingProgress;
import java.util.Locale;

/** What a run is at. Names are labels of metrics and never change. */
public enum TrainingPhase {
  /** No run is open. */
  IDLE,
  /** Dated files are read and joined. */
  GATHER,
  /** A model is fitted. */
  TRAIN,
  /** Thresholds and figures are computed. */
  EVALUATE,
  /** The bundle is written and held against the fitted model. */
  EXPORT,
  /** The challenger is held against the champion, if enough has matured for that. */
  LOOK,
  /** The challenger shadows, until enough has matured or someone approves. */
  WAIT;

  /** Returns the phase that a trainer tells of. */
  static TrainingPhase of(TrainingProgress.Phase phase) {
    return switch (phase) {
      case REPLAY -> GATHER;
      case TRAIN -> TRAIN;
      case EVALUATE -> EVALUATE;
      case EXPORT -> EXPORT;
    };
  }

  /** Returns the label's value. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
