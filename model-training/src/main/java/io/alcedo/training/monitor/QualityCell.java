package io.alcedo.training.monitor;

import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.VarInts;
import java.io.DataInput;
import java.io.IOException;

/**
 * What one version did with the transactions of one day, and what is known of them by now. Counts
 * of labels can be negative in a part that takes labels back; sums are not. Not thread-safe.
 */
final class QualityCell {
  /** The scores from which each group begins; a group ends where the next begins. */
  static final double[] GROUPS = {0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9};

  final long[] rows = new long[GROUPS.length];
  final double[] expected = new double[GROUPS.length];
  final long[] frauds = new long[GROUPS.length];
  long scored;
  long alerts;
  long alertFrauds;
  long alertGenuines;
  long otherFrauds;

  /**
   * Counts a scored transaction.
   *
   * @param judgeable whether its verdict can become known: it was not declined
   */
  void scored(double score, boolean alert, boolean judgeable) {
    scored++;
    alerts += alert ? 1 : 0;
    if (judgeable) {
      int group = group(score);
      rows[group]++;
      expected[group] += score;
    }
  }

  /**
   * Counts a verdict, or takes it back.
   *
   * @param more 1, or −1 to take it back
   */
  void fraud(double score, boolean alert, boolean judgeable, int more) {
    if (judgeable) {
      frauds[group(score)] += more;
    }
    alertFrauds += alert ? more : 0;
    otherFrauds += alert ? 0 : more;
  }

  /** Counts an alert that was none, or takes that back. */
  void falseAlert(int more) {
    alertGenuines += more;
  }

  void addAll(QualityCell other) {
    for (int group = 0; group < GROUPS.length; group++) {
      rows[group] += other.rows[group];
      expected[group] += other.expected[group];
      frauds[group] += other.frauds[group];
    }
    scored += other.scored;
    alerts += other.alerts;
    alertFrauds += other.alertFrauds;
    alertGenuines += other.alertGenuines;
    otherFrauds += other.otherFrauds;
  }

  double expected() {
    double sum = 0;
    for (double part : expected) {
      sum += part;
    }
    return sum;
  }

  long frauds() {
    long sum = 0;
    for (long part : frauds) {
      sum += part;
    }
    return sum;
  }

  void write(RecordBytes out) {
    for (int group = 0; group < GROUPS.length; group++) {
      out.putSigned(rows[group]);
      out.putDouble(expected[group]);
      out.putSigned(frauds[group]);
    }
    for (long count : new long[] {scored, alerts, alertFrauds, alertGenuines, otherFrauds}) {
      out.putSigned(count);
    }
  }

  static QualityCell read(DataInput in) throws IOException {
    QualityCell cell = new QualityCell();
    for (int group = 0; group < GROUPS.length; group++) {
      cell.rows[group] = VarInts.readSigned(in);
      cell.expected[group] = in.readDouble();
      cell.frauds[group] = VarInts.readSigned(in);
    }
    cell.scored = VarInts.readSigned(in);
    cell.alerts = VarInts.readSigned(in);
    cell.alertFrauds = VarInts.readSigned(in);
    cell.alertGenuines = VarInts.readSigned(in);
    cell.otherFrauds = VarInts.readSigned(in);
    return cell;
  }

  private static int group(double score) {
    int group = 0;
    while (group + 1 < GROUPS.length && score >= GROUPS[group + 1]) {
      group++;
    }
    return group;
  }
}
