package io.alcedo.training.boosting;

import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.evaluation.ScoredRows;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.BothClasses;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Searches for settings of gradient boosting within a budget: trains with the settings as given and
 * with random ones from the ranges of {@link TreeShape#draw}, judges each, and trains with the best
 * once more.
 *
 * <p>The validation rows are parted in time, where half of their frauds are past: the earlier ones
 * stop each trial's growing, the later ones judge it by average precision. The last training stops
 * by all of them. What reports call test rows has no part in it. A budget of N takes N + 1
 * trainings; random search, rather than a grid, because few of the settings matter and which is not
 * known (Bergstra and Bengio, "Random search for hyper-parameter optimization", 2012). The same
 * rows, settings and seed give the same choice, and a larger budget tries the same settings first.
 */
public final class GradientBoostingSearch implements Trainer {
  private final GradientBoostingSettings given;
  private final int budget;

  /**
   * Makes a search.
   *
   * @param given the settings to start from, whose seed the search starts from too
   * @param budget how many settings to try, those given among them; at least 1
   */
  public GradientBoostingSearch(GradientBoostingSettings given, int budget) {
    if (budget < 1) {
      throw new IllegalArgumentException("A search tries at least 1 setting: budget=" + budget);
    }
    this.given = given;
    this.budget = budget;
  }

  @Override
  public BoostedModel train(TrainingSet train, TrainingSet validation, TrainingProgress progress)
      throws TrainingException {
    TrainingSet[] parts = parts(validation);
    BothClasses.require(parts[0], "earlier validation");
    BothClasses.require(parts[1], "later validation");
    List<SearchTrial> trials = new ArrayList<>(budget);
    Random random = new Random(given.seed());
    for (int trial = 0; trial < budget; trial++) {
      GradientBoostingSettings settings = trial == 0 ? given : given.with(TreeShape.draw(random));
      trials.add(tried(settings, train, parts, within(progress, trial)));
    }
    return new GradientBoostingTrainer(SearchTrial.best(trials).settings())
        .train(train, validation, within(progress, budget))
        .after(trials);
  }

  private static SearchTrial tried(
      GradientBoostingSettings settings,
      TrainingSet train,
      TrainingSet[] parts,
      TrainingProgress progress)
      throws TrainingException {
    try (BoostedModel model =
        new GradientBoostingTrainer(settings).train(train, parts[0], progress)) {
      Evaluation evaluation = Evaluation.of(ScoredRows.of(model.predict(parts[1]), parts[1]));
      return new SearchTrial(settings, model.trees(), evaluation.averagePrecision());
    }
  }

  /** Parts rows in time, at the fraud before which half of the frauds lie. */
  private static TrainingSet[] parts(TrainingSet rows) throws TrainingException {
    BothClasses.require(rows, "validation");
    long[] frauds = new long[rows.frauds()];
    int count = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (rows.fraud(row)) {
        frauds[count++] = rows.eventTime(row);
      }
    }
    Arrays.sort(frauds);
    long at = frauds[count / 2];
    int[][] places = new int[2][rows.size()];
    int[] sizes = new int[2];
    for (int row = 0; row < rows.size(); row++) {
      int part = rows.eventTime(row) < at ? 0 : 1;
      places[part][sizes[part]++] = row;
    }
    return new TrainingSet[] {
      rows.select(Arrays.copyOf(places[0], sizes[0])),
      rows.select(Arrays.copyOf(places[1], sizes[1]))
    };
  }

  /** Shows the trees of all trainings as one way to go. */
  private TrainingProgress within(TrainingProgress progress, int trainings) {
    return (phase, done, total) ->
        progress.advanced(phase, trainings * total + done, (budget + 1) * total);
  }

  /** Returns the trainer of the settings that the search chose, without another search. */
  @Override
  public Trainer again(FittedModel chosen) {
    return chosen instanceof BoostedModel boosted && !boosted.trials().isEmpty()
        ? new GradientBoostingTrainer(SearchTrial.best(boosted.trials()).settings()).again(boosted)
        : this;
  }

  /** Returns the settings as given, and the budget; what was chosen is among the model's facts. */
  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = given.byName();
    settings.put(GradientBoostingProvider.SEARCH_TRIALS.name(), Integer.toString(budget));
    return settings;
  }
}
