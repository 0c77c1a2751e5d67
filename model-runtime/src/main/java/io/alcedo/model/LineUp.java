package io.alcedo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The models that score a stream at one time, and what each of them is there for. Each has a lane,
 * a position from 0 on: the active model first, then the canary, then those that decide nothing.
 * Never changes: another line-up takes its place between two batches.
 *
 * <p>A line-up holds its models. Who makes one has it in use; each batch that it scores takes a
 * lease. When the last of them is returned it lets its models go, so that the session of a replaced
 * model closes with its last batch, and one that stands in the next line-up too stays open. Any
 * thread.
 */
public final class LineUp {
  /** The lane of a row that no model can score. */
  public static final int NOBODY = -1;

  /** The lane of the active model. */
  public static final int ACTIVE = 0;

  private static final int CANARY = 1;

  private final long generation;
  private final List<ServedModel> models;
  private final int deciders;
  private final double canaryShare;
  private final int former;
  private final AtomicInteger users = new AtomicInteger(1);

  private LineUp(
      long generation,
      List<ServedModel> models,
      int deciders,
      double canaryShare,
      @Nullable ServedModel former) {
    this.generation = generation;
    this.models = List.copyOf(models);
    this.deciders = deciders;
    this.canaryShare = canaryShare;
    this.former = former == null ? NOBODY : this.models.indexOf(former);
    models.forEach(ServedModel::hold);
  }

  /** A line-up of one model that decides all. */
  public static LineUp of(long generation, ServedModel active) {
    return new LineUp(generation, List.of(active), 1, 0, null);
  }

  /**
   * A line-up of several models; one that is named twice has one lane.
   *
   * @param generation of the assignment that asks for it
   * @param canary decides for a share of the cards; null where there is none
   * @param canaryShare 0 to 1
   * @param shadows score and decide nothing
   * @param former was active before: it decides what the active model cannot score, because the
   *     vector lacks a feature of it or because it fails, and scores all else as a shadow does;
   *     null where there is none
   */
  public static LineUp of(
      long generation,
      ServedModel active,
      @Nullable ServedModel canary,
      double canaryShare,
      List<ServedModel> shadows,
      @Nullable ServedModel former) {
    if (!(canaryShare >= 0 && canaryShare <= 1)) {
      throw new IllegalArgumentException("A share is from 0 to 1: canaryShare=" + canaryShare);
    }
    List<ServedModel> models = new ArrayList<>();
    models.add(active);
    if (canary != null && canary != active) {
      models.add(canary);
    }
    int deciders = models.size();
    for (ServedModel shadow : shadows) {
      addOnce(shadow, models);
    }
    if (former != null) {
      addOnce(former, models);
    }
    return new LineUp(generation, models, deciders, canaryShare, former);
  }

  private static void addOnce(ServedModel model, List<ServedModel> models) {
    if (!models.contains(model)) {
      models.add(model);
    }
  }

  /** The generation of the assignment that asked for it. */
  public long generation() {
    return generation;
  }

  /** How many models there are. */
  public int size() {
    return models.size();
  }

  /** The model of a lane. */
  public ServedModel model(int lane) {
    return models.get(lane);
  }

  /** All models, by lane. */
  public List<ServedModel> models() {
    return models;
  }

  /** The model that decides where no other is to. */
  public ServedModel active() {
    return models.get(ACTIVE);
  }

  /** The model that was active before; null where there is none. */
  public @Nullable ServedModel former() {
    return former == NOBODY ? null : models.get(former);
  }

  /** The lane of the former model, or {@link #NOBODY}. */
  public int formerLane() {
    return former;
  }

  /** The lane of the canary, or {@link #NOBODY}. */
  public int canaryLane() {
    return deciders > 1 ? CANARY : NOBODY;
  }

  /** Whether which model decides depends on the card. */
  public boolean hasCanary() {
    return deciders > 1 && canaryShare > 0;
  }

  /** Whether there are models that score rows on which they do not decide. */
  public boolean hasShadows() {
    return models.size() > 1;
  }

  /**
   * The lane of the model that is to decide on a transaction, or {@link #NOBODY}.
   *
   * @param lot the card's own number, from 0 to below 1
   * @param planned how many leading places of its vector are filled
   */
  public int decider(double lot, int planned) {
    if (deciders > 1 && lot < canaryShare && models.get(CANARY).covers(planned)) {
      return CANARY;
    }
    if (models.get(ACTIVE).covers(planned)) {
      return ACTIVE;
    }
    return former != NOBODY && models.get(former).covers(planned) ? former : NOBODY;
  }

  /** Takes a lease: the models stay open until it is returned. */
  void lease() {
    if (users.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
      throw new IllegalStateException(
          "A line-up that was given up is not used again: generation=" + generation);
    }
  }

  /** Returns a lease, or gives the line-up up where it is no longer in use. */
  public void giveUp() {
    int left = users.decrementAndGet();
    if (left == 0) {
      models.forEach(ServedModel::letGo);
    } else if (left < 0) {
      throw new IllegalStateException(
          "A line-up is given up once: generation=" + generation + ", users=" + left);
    }
  }
}
