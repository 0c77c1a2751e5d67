package io.alcedo.retraining.training;

import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RefusedChangeException;
import io.alcedo.training.trainer.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one model as a run sees and changes them. Every change can be asked for again
 * after a failure: what is so already stays so. For one thread.
 */
public interface Models {
  /** What a version does. */
  enum Role {
    /** It decides. */
    ACTIVE,
    /** It scores beside the active one, or decides for a share of the cards. */
    BESIDE,
    /** Nothing. */
    NONE
  }

  /**
   * Returns the version that decides.
   *
   * @throws IOException where there is none, or it cannot be told
   */
  ModelVersion champion() throws IOException;

  /** Returns what a version does. */
  Role role(ModelVersion version) throws IOException;

  /**
   * Tells whether a run's promotion was made, also where another version decides by now.
   *
   * @param run the id of the run, which the reason of its command holds
   */
  boolean wasPromoted(String run, ModelVersion version) throws IOException;

  /** Returns the directory of a version's bundle. */
  Path bundle(ModelVersion version) throws IOException;

  /**
   * Takes a bundle into the store and says so in the audit. Where the store has the version, its
   * own bundle stays, also if it was written at another time or after another champion.
   *
   * @throws TrainingException where the bundle is not one that can be staged
   */
  ModelVersion stage(Path bundle, String run, String why) throws IOException, TrainingException;

  /** Lets a version score without deciding. */
  void shadow(ModelVersion version, String run, String why)
      throws IOException, RefusedChangeException;

  /** Takes a version out of the line-up; it stays in the store. */
  void retire(ModelVersion version, String run, String why)
      throws IOException, RefusedChangeException;

  /**
   * Lets a version decide in the place of the champion, if that still does.
   *
   * @throws RefusedChangeException where another version decides by now
   */
  void promote(ModelVersion version, ModelVersion champion, String run, String why)
      throws IOException, RefusedChangeException;

  /** Keeps bytes beside a version's bundle, in the place of those kept before. */
  void keepBeside(ModelVersion version, String name, byte[] bytes) throws IOException;

  /** Returns bytes that were kept beside a version's bundle, null where none were. */
  byte @Nullable [] beside(ModelVersion version, String name) throws IOException;
}
