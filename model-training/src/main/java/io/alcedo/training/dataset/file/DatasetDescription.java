package io.alcedo.training.dataset.file;

import io.alcedo.training.dataset.CleaningRule;
import io.alcedo.training.dataset.Split;
import io.alcedo.training.dataset.TrainingSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a person wants to know of a dataset before training on it.
 *
 * @param digest the SHA-256 over all that it holds
 * @param rows how many rows it has
 * @param transactions how many transactions were looked at
 * @param cleaning the transactions left out, by rule
 * @param unlabelled those of them without a verdict that could not be held genuine
 * @param parts the balance of each part
 * @param days the balance of each UTC day
 * @param labelDelays how long after its transaction a label was known, in seconds, by kind
 * @param missing the share of rows in which each feature is unknown
 * @param manifest all that is kept beside the rows
 */
public record DatasetDescription(
    String digest,
    long rows,
    long transactions,
    List<Rule> cleaning,
    long unlabelled,
    Map<Split, DatasetManifest.Part> parts,
    Map<String, Balance> days,
    Map<String, DatasetManifest.Delays> labelDelays,
    Map<String, Double> missing,
    DatasetManifest manifest) {

  /**
   * How many transactions a rule left out.
   *
   * @param rule its name
   * @param meaning what holds of them
   * @param unlabelled whether it is for want of a verdict
   * @param transactions how many
   */
  public record Rule(String rule, String meaning, boolean unlabelled, long transactions) {}

  /** How many rows there are, how many of them are frauds, and how many only matured. */
  public record Balance(long rows, long frauds, long matured) {}

  /** Describes a dataset. */
  public static DatasetDescription of(Dataset dataset) {
    DatasetManifest manifest = dataset.manifest();
    List<Rule> rules = new ArrayList<>();
    long unlabelled = 0;
    for (CleaningRule rule : CleaningRule.values()) {
      long count = manifest.leftOut().getOrDefault(rule.label(), 0L);
      rules.add(new Rule(rule.label(), rule.meaning(), rule.unlabelled(), count));
      unlabelled += rule.unlabelled() ? count : 0;
    }
    return new DatasetDescription(
        manifest.digest(),
        dataset.rows().set().size(),
        manifest.transactions(),
        rules,
        unlabelled,
        manifest.parts(),
        days(dataset),
        manifest.labelDelays(),
        missing(dataset.rows().set()),
        manifest);
  }

  private static Map<String, Balance> days(Dataset dataset) {
    TrainingSet set = dataset.rows().set();
    Map<String, Balance> days = new TreeMap<>();
    for (int row = 0; row < set.size(); row++) {
      Instant time = Instant.ofEpochMilli(set.eventTime(row));
      String day = LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
      Balance one = new Balance(1, set.fraud(row) ? 1 : 0, dataset.rows().matured(row) ? 1 : 0);
      days.merge(
          day,
          one,
          (a, b) -> new Balance(a.rows + b.rows, a.frauds + b.frauds, a.matured + b.matured));
    }
    return days;
  }

  private static Map<String, Double> missing(TrainingSet set) {
    Map<String, Double> missing = new LinkedHashMap<>();
    for (int feature = 0; feature < set.featureCount(); feature++) {
      long unknown = 0;
      for (int row = 0; row < set.size(); row++) {
        unknown += Float.isNaN(set.value(row, feature)) ? 1 : 0;
      }
      missing.put(
          set.featureNames().get(feature), set.size() == 0 ? 0 : (double) unknown / set.size());
    }
    return missing;
  }
}
