package io.alcedo.training.dataset.file;

import io.alcedo.model.Digests;
import io.alcedo.training.dataset.Split;
import io.alcedo.training.dataset.TrainingFeature;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a dataset's rows: where they come from, by which rules, and what was left out.
 * Holds nothing of the machine or the moment of its making, so that the same sources and settings
 * give the same bytes. Immutable.
 *
 * @param format the version of the layout, {@value #FORMAT}
 * @param featureSet what the vectors hold
 * @param source what the rows were made of
 * @param labels how labels were taken
 * @param split when validation and test start
 * @param seed what everything random started from
 * @param transactions how many transactions were looked at
 * @param leftOut how many of them did not become rows, by the rule's name
 * @param parts what each part holds
 * @param labelDelays how long after its transaction a label was known, by kind: {@code fraud} and
 *     {@code genuine} for verdicts, {@code matured} for those without one
 * @param checks what was checked against leaks from the future
 * @param files the files of rows, in the order of their rows
 */
public record DatasetManifest(
    int format,
    Features featureSet,
    Source source,
    Labels labels,
    Splits split,
    long seed,
    long transactions,
    Map<String, Long> leftOut,
    Map<Split, Part> parts,
    Map<String, Delays> labelDelays,
    Checks checks,
    List<RowFile> files) {

  /** The layout's version that this code writes and reads. */
  public static final int FORMAT = 1;

  /** The file's name within a dataset. */
  public static final String FILE = "dataset.json";

  /** The feature set of the vectors, and its features in their order. */
  public record Features(String name, String hash, List<TrainingFeature> features) {
    /** Copies the list. */
    public Features {
      features = List.copyOf(features);
    }
  }

  /**
   * What rows were made of.
   *
   * @param kind {@code history} or {@code scored-features}
   * @param files the files read, by their names without directories
   * @param from the earliest event time of a row, null for no bound
   * @param to the event time before which rows lie, null for no bound
   */
  public record Source(
      String kind, List<SourceFile> files, @Nullable Instant from, @Nullable Instant to) {
    /** Copies the list. */
    public Source {
      files = List.copyOf(files);
    }
  }

  /** A file that was read, and the SHA-256 of its bytes in hex. */
  public record SourceFile(String name, String sha256) {}

  /**
   * How labels were taken.
   *
   * @param delay how long after its transaction every verdict became known, in ISO 8601; {@code
   *     stated} where each label's own known time counts
   * @param knownBy the moment by which a label must have been known, null for no bound
   * @param maturity how old a transaction without a verdict is before it can be genuine
   * @param genuineWhen what its outcome must show then
   */
  public record Labels(
      String delay, @Nullable Instant knownBy, Duration maturity, String genuineWhen) {}

  /** When validation starts and, where there is one, the test. */
  public record Splits(Instant validationFrom, @Nullable Instant testFrom) {}

  /** How many rows a part holds, how many are frauds, and for how many rows they stand. */
  public record Part(long rows, long frauds, double weight, double fraudWeight) {}

  /** Quantiles of label delays in seconds. */
  public record Delays(long labels, long least, long q10, long median, long q90, long most) {}

  /**
   * What was checked against leaks.
   *
   * @param cuts at how many transactions history was cut and its future changed; 0 where vectors
   *     came as they are
   * @param comparedRows how many vectors were held against those of a changed future
   * @param separationBound the ROC AUC from which on a single feature is refused
   * @param separation each feature's own ROC AUC on the training rows, in the features' order
   * @param allowed features above the bound that were allowed by name
   */
  public record Checks(
      int cuts,
      long comparedRows,
      double separationBound,
      Map<String, Double> separation,
      List<String> allowed) {
    /** Copies the collections. */
    public Checks {
      separation = Collections.unmodifiableMap(new LinkedHashMap<>(separation));
      allowed = List.copyOf(allowed);
    }
  }

  /** A file of rows: its path within the dataset, its rows, and the SHA-256 of its bytes. */
  public record RowFile(String path, long rows, String sha256) {}

  /** Checks the format and copies the collections. */
  public DatasetManifest {
    if (format != FORMAT) {
      throw new IllegalArgumentException("A dataset's format is " + FORMAT + ": format=" + format);
    }
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
    parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    labelDelays = Collections.unmodifiableMap(new TreeMap<>(labelDelays));
    files = List.copyOf(files);
  }

  /** Returns this description with these files of rows. */
  DatasetManifest withFiles(List<RowFile> rowFiles) {
    return new DatasetManifest(
        format,
        featureSet,
        source,
        labels,
        split,
        seed,
        transactions,
        leftOut,
        parts,
        labelDelays,
        checks,
        rowFiles);
  }

  /**
   * Returns the dataset's digest: SHA-256 of its description, which holds those of its files, in
   * hex.
   */
  public String digest() {
    return Digests.sha256(DatasetJson.write(this));
  }
}
