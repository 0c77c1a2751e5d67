package io.alcedo.training.backtest;

import io.alcedo.training.dataset.TrainingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What a {@link DeclineLoop} has played: the days from the first training day on. For one thread.
 */
public final class PlayedDays {
  private final List<String> names;
  private final DeclineSettings settings;
  private final int firstTest;
  private final List<PlayedDay> days = new ArrayList<>();

  PlayedDays(List<String> names, DeclineSettings settings) {
    BacktestWindows windows = settings.windows();
    this.names = names;
    this.settings = settings;
    this.firstTest =
        (int) ((windows.testStart() - windows.trainStart()) / BacktestWindows.DAY_MILLIS);
  }

  /** Returns all rows of the test days whose truth is known, whatever became of them. */
  public TrainingSet rows() {
    TrainingSet.Builder all = TrainingSet.builder(names);
    for (PlayedDay day : tested()) {
      day.copy(all, row -> !day.unknown().get(row), 1);
    }
    return all.build();
  }

  /** Returns the score of each of {@link #rows()}. */
  public float[] scores() {
    float[] all = new float[tested().stream().mapToInt(day -> day.scores().length).sum()];
    int size = 0;
    for (PlayedDay day : tested()) {
      for (int row = 0; row < day.scores().length; row++) {
        if (!day.unknown().get(row)) {
          all[size++] = day.scores()[row];
        }
      }
    }
    return Arrays.copyOf(all, size);
  }

  /** Returns how many transactions were declined. */
  public int declined() {
    return days.stream().mapToInt(day -> day.declined().cardinality()).sum();
  }

  /** Returns how many of the declined transactions were frauds. */
  public int declinedFrauds() {
    return days.stream()
        .mapToInt(day -> (int) day.declined().stream().filter(day.rows()::fraud).count())
        .sum();
  }

  /** Returns how many transactions were let through as controls. */
  public int controls() {
    return days.stream().mapToInt(day -> day.controls().cardinality()).sum();
  }

  /** Returns what is known of all days up to as long before a test day as training first ended. */
  TrainingSet known(int testDay) {
    BacktestWindows windows = settings.windows();
    long now = windows.testStart() + testDay * BacktestWindows.DAY_MILLIS;
    TrainingSet.Builder known = TrainingSet.builder(names);
    for (PlayedDay day : days.subList(0, testDay + windows.trainDays())) {
      BitSet left = (BitSet) day.declined().clone();
      left.or(day.unknown());
      day.copy(
          known,
          row -> !left.get(row) && day.rows().labelKnownAt(row) <= now,
          settings.controlWeight());
    }
    return known.build();
  }

  void add(PlayedDay day) {
    days.add(day);
  }

  private List<PlayedDay> tested() {
    return days.subList(firstTest, days.size());
  }
}
