package io.alcedo.local.demo;

import io.alcedo.schema.Channel;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.row.StableHash;
import java.util.ArrayList;
import java.util.List;

/**
 * Who reports what of a transaction, and how late, in the demo. Of frauds that become known,
 * cardholders report half, within half the usual time; issuers send the rest as fraud reports, or
 * as chargebacks within twice the time; a third of the cardholders' complaints is charged back as
 * well. One genuine payment in 3,000 is disputed by its cardholder, who recognises it a day later,
 * and as many are charged back over goods that never came, which is no fraud. Follows from the
 * transaction's id alone. Stateless.
 */
final class Reporters {
  private static final double ODD_SHARE = 1 / 3_000.0;
  private static final long DAY_MILLIS = 86_400_000L;

  private Reporters() {}

  /** Returns what is said of a transaction, none where nobody ever says anything. */
  static List<Report> on(LabelledTransaction labelled) {
    if (labelled.fraud() == null) {
      return List.of();
    }
    Transaction transaction = labelled.transaction();
    double draw = (StableHash.of(transaction.getTransactionId()) >>> 11) * 0x1.0p-53;
    long time = transaction.getEventTime().toEpochMilli();
    long delay = labelled.labelKnownAt() - time;
    return labelled.fraud()
        ? onFraud(transaction, draw, time, delay)
        : onGenuine(transaction, draw, time, delay);
  }

  private static List<Report> onFraud(Transaction transaction, double draw, long time, long delay) {
    List<Report> reports = new ArrayList<>();
    if (draw < 0.5) {
      reports.add(said(transaction, time + delay / 2, Verdict.FRAUD));
    } else if (draw < 0.75) {
      reports.add(fraudReport(transaction, time + delay));
    }
    if (draw < 1 / 6.0 || draw >= 0.75) {
      reports.add(chargeback(transaction, time + 2 * delay, fraudCode(transaction)));
    }
    return reports;
  }

  private static List<Report> onGenuine(
      Transaction transaction, double draw, long time, long delay) {
    if (draw < ODD_SHARE) {
      long first = time + delay / 4;
      return List.of(
          said(transaction, first, Verdict.FRAUD),
          said(transaction, first + DAY_MILLIS, Verdict.WITHDRAWN));
    }
    return draw < 2 * ODD_SHARE
        ? List.of(chargeback(transaction, time + delay, visa(transaction) ? "13.1" : "4853"))
        : List.of();
  }

  private static Report said(Transaction transaction, long dueAt, Verdict verdict) {
    return Report.said(
        dueAt,
        transaction.getTenant(),
        transaction.getTransactionId(),
        FeedbackSource.CUSTOMER,
        verdict);
  }

  private static Report fraudReport(Transaction transaction, long dueAt) {
    boolean online = transaction.getChannel() == Channel.ONLINE;
    String type = visa(transaction) ? online ? "6" : "4" : online ? "06" : "04";
    return new Report(
        dueAt,
        transaction.getTenant(),
        transaction.getTransactionId(),
        Verdict.FRAUD,
        FeedbackSource.FRAUD_REPORT,
        scheme(transaction),
        null,
        null,
        type);
  }

  private static Report chargeback(Transaction transaction, long dueAt, String code) {
    return new Report(
        dueAt,
        transaction.getTenant(),
        transaction.getTransactionId(),
        Verdict.FRAUD,
        FeedbackSource.CHARGEBACK,
        scheme(transaction),
        code,
        "FIRST_CHARGEBACK",
        null);
  }

  private static String fraudCode(Transaction transaction) {
    boolean online = transaction.getChannel() == Channel.ONLINE;
    return visa(transaction) ? online ? "10.4" : "10.3" : "4837";
  }

  private static String scheme(Transaction transaction) {
    return visa(transaction) ? "VISA" : "MASTERCARD";
  }

  /** Numbers of Visa begin with 4 (ISO/IEC 7812). Those that are no numbers count as the other. */
  private static boolean visa(Transaction transaction) {
    return transaction.getCardNumber().startsWith("4");
  }
}
