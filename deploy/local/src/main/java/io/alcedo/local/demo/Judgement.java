package io.alcedo.local.demo;

import io.alcedo.training.evaluation.Evaluation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Scores beside what was true, for judging a model after the fact. One thread only. */
final class Judgement {
  private float[] scores = new float[1 << 16];
  private byte[] truths = new byte[1 << 16];
  private int size;

  void add(float score, boolean fraud) {
    if (size == scores.length) {
      scores = Arrays.copyOf(scores, size * 2);
      truths = Arrays.copyOf(truths, size * 2);
    }
    scores[size] = score;
    truths[size++] = (byte) (fraud ? 1 : 0);
  }

  /** Returns how many were added. */
  int size() {
    return size;
  }

  /** Returns the area under the ROC curve; null unless both kinds were added. */
  @Nullable Double auc() {
    Evaluation evaluation = evaluate();
    return evaluation == null ? null : evaluation.auc();
  }

  /** Returns the average precision; null unless both kinds were added. */
  @Nullable Double averagePrecision() {
    Evaluation evaluation = evaluate();
    return evaluation == null ? null : evaluation.averagePrecision();
  }

  private @Nullable Evaluation evaluate() {
    int frauds = 0;
    for (int i = 0; i < size; i++) {
      frauds += truths[i];
    }
    return frauds == 0 || frauds == size
        ? null
        : Evaluation.of(Arrays.copyOf(scores, size), Arrays.copyOf(truths, size));
  }
}
