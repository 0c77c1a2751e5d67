package io.alcedo.training.dataset.file;

import io.alcedo.training.dataset.DatasetRows;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** How long after their transactions the labels of a dataset were known. Stateless. */
public final class LabelDelays {
  private LabelDelays() {}

  /**
   * Returns the quantiles by kind of label: {@code fraud} and {@code genuine} are verdicts, {@code
   * matured} are transactions without one. A kind without rows is left out.
   */
  public static Map<String, DatasetManifest.Delays> of(DatasetRows rows) {
    Map<String, DatasetManifest.Delays> delays = new TreeMap<>();
    for (String kind : new String[] {"fraud", "genuine", "matured"}) {
      long[] seconds = new long[rows.set().size()];
      int count = 0;
      for (int row = 0; row < rows.set().size(); row++) {
        if (kind(rows, row).equals(kind)) {
          seconds[count++] = (rows.set().labelKnownAt(row) - rows.set().eventTime(row)) / 1000;
        }
      }
      if (count > 0) {
        delays.put(kind, quantiles(Arrays.copyOf(seconds, count)));
      }
    }
    return delays;
  }

  private static String kind(DatasetRows rows, int row) {
    return rows.matured(row) ? "matured" : rows.set().fraud(row) ? "fraud" : "genuine";
  }

  private static DatasetManifest.Delays quantiles(long[] seconds) {
    Arrays.sort(seconds);
    return new DatasetManifest.Delays(
        seconds.length,
        seconds[0],
        at(seconds, 0.1),
        at(seconds, 0.5),
        at(seconds, 0.9),
        seconds[seconds.length - 1]);
  }

  /** The least value that at least this share of all does not exceed. */
  private static long at(long[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(sorted.length * share) - 1)];
  }
}
