package io.alcedo.local.demo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What became of each record of one input partition, by offset: whether it was fraud, how often a
 * risk event came of it, by which model and with which score, or whether it is a dead letter.
 * Conservation is judged here: every record is a risk event, a counted duplicate or a dead letter,
 * and none is twice.
 *
 * <p>Grows with the highest offset, about eleven bytes a record. Written by the sending and the
 * reading thread; every method is synchronized, which costs tens of nanoseconds a record.
 */
final class Ledger {
  private static final byte FRAUD = 1;
  private static final byte GENUINE = 2;

  private byte[] truths = new byte[1 << 16];
  private byte[] answers = new byte[1 << 16];
  private byte[] models = new byte[1 << 16];
  private float[] scores = new float[1 << 16];
  private float[] firstModelScores = new float[1 << 16];
  private int end;

  /** Notes what a record that was sent really is; null where nobody will ever know. */
  synchronized void sent(long offset, @Nullable Boolean fraud) {
    int index = index(offset);
    truths[index] = fraud == null ? 0 : fraud ? FRAUD : GENUINE;
  }

  /** Returns what a record really is; null where nobody will ever know, or it was not sent yet. */
  synchronized @Nullable Boolean truth(long offset) {
    byte truth = offset < end ? truths[(int) offset] : 0;
    return truth == 0 ? null : truth == FRAUD;
  }

  /**
   * Notes the risk event of a record.
   *
   * @param score NaN where no model answered
   * @param model which model that was, 0 for the first
   * @param firstModelScore what the first model said where another decided; NaN where it said
   *     nothing
   */
  synchronized void scored(long offset, float score, int model, float firstModelScore) {
    int index = index(offset);
    if (answers[index] == 0) {
      models[index] = (byte) Math.min(model, Byte.MAX_VALUE);
      scores[index] = score;
      firstModelScores[index] = firstModelScore;
    }
    answers[index] = (byte) Math.min(answers[index] + 1, 100);
  }

  /** Notes that a record is a dead letter. */
  synchronized void rejected(long offset) {
    int index = index(offset);
    answers[index] = (byte) Math.min(answers[index] + 1, 100);
    scores[index] = Float.NaN;
  }

  /** Returns how many records below the end offset nothing was heard of. */
  synchronized long unanswered(long endOffset) {
    long unanswered = 0;
    for (int i = 0; i < endOffset; i++) {
      unanswered += i >= answers.length || answers[i] == 0 ? 1 : 0;
    }
    return unanswered;
  }

  /** Returns how many answers came beyond the first of a record. */
  synchronized long answeredAgain() {
    long again = 0;
    for (int i = 0; i < end; i++) {
      again += Math.max(0, answers[i] - 1);
    }
    return again;
  }

  /** Adds the scored records whose truth is known to a judgement of the model. */
  synchronized void judge(Judgement judgement) {
    for (int i = 0; i < end; i++) {
      if (truths[i] != 0 && answers[i] > 0 && !Float.isNaN(scores[i])) {
        judgement.add(scores[i], truths[i] == FRAUD);
      }
    }
  }

  /**
   * Adds the records that a later model decided and the first one scored as well, their truth
   * known: both are judged by the same records.
   */
  synchronized void compare(Judgement later, Judgement first) {
    for (int i = 0; i < end; i++) {
      boolean both = !Float.isNaN(scores[i]) && !Float.isNaN(firstModelScores[i]);
      if (truths[i] != 0 && answers[i] > 0 && models[i] > 0 && both) {
        later.add(scores[i], truths[i] == FRAUD);
        first.add(firstModelScores[i], truths[i] == FRAUD);
      }
    }
  }

  private int index(long offset) {
    int index = Math.toIntExact(offset);
    if (index >= answers.length) {
      int size = Math.max(index + 1, answers.length * 2);
      truths = Arrays.copyOf(truths, size);
      answers = Arrays.copyOf(answers, size);
      models = Arrays.copyOf(models, size);
      scores = Arrays.copyOf(scores, size);
      firstModelScores = Arrays.copyOf(firstModelScores, size);
    }
    end = Math.max(end, index + 1);
    return index;
  }
}
