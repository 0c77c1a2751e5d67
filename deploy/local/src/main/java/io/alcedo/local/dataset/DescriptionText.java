package io.alcedo.local.dataset;

import io.alcedo.training.dataset.file.DatasetDescription;
import io.alcedo.training.dataset.file.DatasetManifest;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Descriptions of datasets as text for a terminal. */
final class DescriptionText {
  private DescriptionText() {}

  /** Prints what was just written. */
  static void summary(DatasetManifest manifest, PrintWriter out) {
    long rows = manifest.parts().values().stream().mapToLong(DatasetManifest.Part::rows).sum();
    out.printf(
        Locale.ROOT,
        "%,d rows of %,d transactions in %d files, digest %s%n",
        rows,
        manifest.transactions(),
        manifest.files().size(),
        manifest.digest());
    parts(manifest, out);
    manifest
        .leftOut()
        .forEach(
            (rule, count) -> {
              if (count > 0) {
                out.printf(Locale.ROOT, "left out: %-20s %,12d%n", rule, count);
              }
            });
  }

  /** Prints all that is known of a dataset. */
  static void whole(DatasetDescription description, PrintWriter out) {
    DatasetManifest manifest = description.manifest();
    out.printf(
        Locale.ROOT,
        "%,d rows of %,d transactions, digest %s%n",
        description.rows(),
        description.transactions(),
        description.digest());
    out.printf(
        "feature set %s (%s), from %s%n",
        manifest.featureSet().name(), manifest.featureSet().hash(), manifest.source().kind());
    manifest
        .source()
        .files()
        .forEach(file -> out.printf("  %s sha256 %s%n", file.name(), file.sha256()));
    out.println();
    parts(manifest, out);
    out.println();
    out.printf("%-12s %12s %10s %12s%n", "DAY", "ROWS", "FRAUDS", "NO VERDICT");
    description
        .days()
        .forEach(
            (day, balance) ->
                out.printf(
                    Locale.ROOT,
                    "%-12s %,12d %,10d %,12d%n",
                    day,
                    balance.rows(),
                    balance.frauds(),
                    balance.matured()));
    out.println();
    cleaning(description, out);
    out.println();
    delays(description, out);
    out.println();
    features(description, out);
  }

  private static void parts(DatasetManifest manifest, PrintWriter out) {
    out.printf("%-12s %12s %10s %14s %9s%n", "PART", "ROWS", "FRAUDS", "STAND FOR", "FRAUD");
    manifest
        .parts()
        .forEach(
            (part, held) ->
                out.printf(
                    Locale.ROOT,
                    "%-12s %,12d %,10d %,14.0f %8.3f%%%n",
                    part.name().toLowerCase(Locale.ROOT),
                    held.rows(),
                    held.frauds(),
                    held.weight(),
                    held.weight() == 0 ? 0 : 100 * held.fraudWeight() / held.weight()));
    out.printf(
        "validation from %s, test from %s%n",
        manifest.split().validationFrom(),
        manifest.split().testFrom() == null ? "-" : manifest.split().testFrom());
  }

  private static void cleaning(DatasetDescription description, PrintWriter out) {
    out.printf("%-20s %12s  %s%n", "LEFT OUT", "TRANSACTIONS", "BECAUSE");
    for (DatasetDescription.Rule rule : description.cleaning()) {
      out.printf(
          Locale.ROOT, "%-20s %,12d  %s%n", rule.rule(), rule.transactions(), rule.meaning());
    }
    out.printf(Locale.ROOT, "%-20s %,12d%n", "of them unlabelled", description.unlabelled());
  }

  private static void delays(DatasetDescription description, PrintWriter out) {
    out.printf(
        "%-12s %12s %10s %10s %10s %10s %10s%n",
        "LABEL DELAY", "LABELS", "LEAST", "10 %", "MEDIAN", "90 %", "MOST");
    description
        .labelDelays()
        .forEach(
            (kind, delays) ->
                out.printf(
                    Locale.ROOT,
                    "%-12s %,12d %10s %10s %10s %10s %10s%n",
                    kind,
                    delays.labels(),
                    days(delays.least()),
                    days(delays.q10()),
                    days(delays.median()),
                    days(delays.q90()),
                    days(delays.most())));
    out.printf("label times: %s%n", description.manifest().labels().delay());
  }

  private static void features(DatasetDescription description, PrintWriter out) {
    out.printf("%-40s %9s %9s%n", "FEATURE", "MISSING", "OWN AUC");
    description
        .missing()
        .forEach(
            (feature, share) -> {
              Double area = description.manifest().checks().separation().get(feature);
              out.printf(
                  Locale.ROOT,
                  "%-40s %8.2f%% %9s%n",
                  feature,
                  100 * share,
                  area == null || area.isNaN() ? "-" : String.format(Locale.ROOT, "%.4f", area));
            });
  }

  private static String days(long seconds) {
    return String.format(Locale.ROOT, "%.2fd", seconds / (double) Duration.ofDays(1).toSeconds());
  }
}
