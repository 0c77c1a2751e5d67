package io.alcedo.local.demo;

import io.alcedo.training.Evaluation;
import java.util.Arrays;

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

  /** Returns the evaluation of all that was added. */
  Evaluation evaluate() {
    return Evaluation.of(Arrays.copyOf(scores, size), Arrays.copyOf(truths, size));
  }
}
