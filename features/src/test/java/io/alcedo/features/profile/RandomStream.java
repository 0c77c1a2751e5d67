package io.alcedo.features.profile;

import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.schema.TransactionType;
import io.alcedo.schema.row.TransactionRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * A stream of transactions, labels and outcomes with all that goes wrong in one: events of the same
 * instant, late ones, repeats, updates before their transaction, twice, and in the wrong order.
 */
final class RandomStream implements Iterator<Object> {
  private static final long START = 1_700_000_000_000L;
  private static final int LOOKAHEAD = 6;

  private final Random random;
  private final long pace;
  private final boolean huge;
  private final List<TransactionRow> rows = new ArrayList<>();
  private final int[] revisions;
  private int next;

  RandomStream(Random random, ProfileLayout layout, int transactions) {
    this.random = random;
    // From many events a window to less than one.
    this.pace = Math.max(2, (long) Math.exp(random.nextDouble() * Math.log(6e8)));
    this.huge = random.nextInt(5) == 0;
    this.revisions = new int[transactions];
    long time = START;
    for (int i = 0; i < transactions; i++) {
      long step = random.nextInt(4) == 0 ? 0 : (long) (random.nextDouble() * pace);
      time += step;
      boolean late = random.nextInt(8) == 0;
      rows.add(
          row(
              i,
              late ? time - (long) (random.nextDouble() * Math.min(40 * 60_000, 5 * pace)) : time));
    }
  }

  @Override
  public boolean hasNext() {
    return next < rows.size();
  }

  @Override
  public Object next() {
    switch (random.nextInt(10)) {
      case 0, 1 -> {
        int index = other();
        boolean old = revisions[index] > 0 && random.nextInt(3) == 0;
        int revision = old ? 1 + random.nextInt(revisions[index]) : ++revisions[index];
        Verdict verdict = Verdict.values()[random.nextInt(3)];
        TransactionRow row = rows.get(index);
        return new LabelUpdate(Rows.idHash(row), row.eventTime(), amount(row), verdict, revision);
      }
      case 2, 3, 4 -> {
        TransactionRow row = rows.get(other());
        OutcomeAction action = OutcomeAction.values()[random.nextInt(7)];
        return new OutcomeUpdate(
            Rows.idHash(row), row.eventTime(), amount(row), action, random.nextInt(6) == 0);
      }
      case 5 -> {
        if (next > 0 && random.nextBoolean()) {
          // A repeat, but not of an event that is long out of every window.
          TransactionRow last = rows.get(next - 1);
          TransactionRow again = rows.get(Math.max(0, next - 1 - random.nextInt(10)));
          boolean recent = Math.abs(last.eventTime() - again.eventTime()) < 10 * 60_000;
          return (recent ? again : last).copy();
        }
        return rows.get(next++);
      }
      default -> {
        return rows.get(next++);
      }
    }
  }

  static void apply(Object update, ProfileAggregator aggregator, Profile profile) {
    if (update instanceof LabelUpdate label) {
      aggregator.label(profile, label);
    } else {
      aggregator.outcome(profile, (OutcomeUpdate) update);
    }
  }

  static void apply(Object update, ReplayOracle oracle) {
    if (update instanceof LabelUpdate label) {
      oracle.label(label);
    } else {
      oracle.outcome((OutcomeUpdate) update);
    }
  }

  private int other() {
    int from = Math.max(0, next - 40);
    return from + random.nextInt(Math.min(rows.size(), next + LOOKAHEAD) - from);
  }

  private static long amount(TransactionRow row) {
    return row.number(TransactionRow.BASE_AMOUNT_MINOR);
  }

  private TransactionRow row(int index, long time) {
    long amount =
        huge
            ? 1_000_000_000_000_000L - random.nextInt(1000)
            : random.nextInt(3) == 0 ? 1000 : random.nextInt(100_000);
    TransactionRow row = Rows.purchase("x" + index, time, amount);
    if (random.nextInt(2) == 0) {
      row.setNumber(TransactionRow.TYPE, random.nextInt(7));
      row.setNumber(TransactionRow.CHANNEL, random.nextInt(6));
    }
    if (row.number(TransactionRow.TYPE) == TransactionType.REVERSAL.ordinal()) {
      row.setText(Rows.ORIGINAL, "x" + Math.max(0, index - 20 + random.nextInt(23)));
      row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, amount / 2);
    }
    row.setText(Rows.DEVICE, random.nextInt(5) == 0 ? null : "d" + random.nextInt(6));
    row.setText(Rows.ACQUIRER, random.nextInt(9) == 0 ? null : "a" + random.nextInt(2));
    row.setText(Rows.MERCHANT, "m" + random.nextInt(12));
    if (random.nextInt(3) > 0) {
      row.setReal(Rows.LATITUDE, (random.nextInt(20) - 10) / 10.0 + 47.05);
      row.setReal(Rows.LONGITUDE, (random.nextInt(3600) - 1800) / 10.0);
    }
    return row;
  }
}
