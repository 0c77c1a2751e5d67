package io.alcedo.training.boosting;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One set of settings that a search tried.
 *
 * @param settings what the trees were grown by
 * @param trees how many trees scored
 * @param averagePrecision on the rows that judged it
 */
public record SearchTrial(GradientBoostingSettings settings, int trees, double averagePrecision) {

  /** Returns the trial that did best, the first of equal ones. */
  static SearchTrial best(List<SearchTrial> trials) {
    SearchTrial best = trials.get(0);
    for (SearchTrial trial : trials) {
      if (trial.averagePrecision > best.averagePrecision) {
        best = trial;
      }
    }
    return best;
  }

  /**
   * Returns all trials as named numbers, for a bundle's metrics and the record of the run: the
   * number of trials, which one was chosen, and {@code trial3.maxDepth}, {@code
   * trial3.averagePrecision} and so on for each, counted from 0, the settings as given.
   */
  static Map<String, Double> facts(List<SearchTrial> trials) {
    Map<String, Double> facts = new TreeMap<>();
    if (trials.isEmpty()) {
      return facts;
    }
    facts.put("searchTrials", (double) trials.size());
    facts.put("searchChosen", (double) trials.indexOf(best(trials)));
    for (int i = 0; i < trials.size(); i++) {
      SearchTrial trial = trials.get(i);
      String name = "trial" + i + ".";
      facts.put(name + "averagePrecision", trial.averagePrecision);
      facts.put(name + "trees", (double) trial.trees);
      facts.put(name + "maxDepth", (double) trial.settings.maxDepth());
      facts.put(name + "learningRate", trial.settings.learningRate());
      facts.put(name + "minChildWeight", trial.settings.minChildWeight());
      facts.put(name + "l2", trial.settings.l2());
      facts.put(name + "rowSample", trial.settings.rowSample());
      facts.put(name + "featureSample", trial.settings.featureSample());
    }
    return facts;
  }
}
