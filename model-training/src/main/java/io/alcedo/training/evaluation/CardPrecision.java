package io.alcedo.training.evaluation;

import java.time.Duration;
import java.util.Arrays;

/**
 * What a team finds that can look at k cards a day: card precision at k (E. A. Le Borgne et al.,
 * "Reproducible Machine Learning for Credit Card Fraud Detection", chapter 4).
 *
 * <p>On each day (UTC) a card has the highest score of its rows and is compromised if one of them
 * is a fraud. The k highest cards are looked at; the precision is the compromised ones among them
 * over k. A compromised card that was looked at leaves all later days. The figure is the mean over
 * the days. Under weights a card counts on a day as many times as its highest row stands for. Where
 * cards of one score are more than there is room for, each is looked at in proportion, and leaves
 * in proportion, so that the order of ties decides nothing.
 *
 * <p>Cards are sorted once; a set of weights costs little more than k steps a day. Immutable and
 * thread-safe; each thread takes a {@link Walk} of its own.
 */
final class CardPrecision {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final ScoredRows rows;
  private final Clusters cards;
  private final int cardsADay;

  /** The highest row of each card on each day: day by day, the highest score first. */
  private final int[] tops;

  private final boolean[] compromised;
  private final int[] dayEnds;

  CardPrecision(ScoredRows rows, Ranking ranking, Clusters cards, int cardsADay) {
    this.rows = rows;
    this.cards = cards;
    this.cardsADay = cardsADay;
    long[] days = distinctDays(rows);
    int[] byDay = byDay(rows, ranking, days);
    int[] groups = new int[cards.count()];
    Arrays.fill(groups, -1);
    int[] top = new int[byDay.length];
    boolean[] fraud = new boolean[byDay.length];
    this.dayEnds = new int[days.length];
    int count = 0;
    int place = 0;
    for (int day = 0; day < days.length; day++) {
      int first = count;
      for (; place < byDay.length && dayOf(rows, byDay[place]) == days[day]; place++) {
        int row = byDay[place];
        int card = cards.of(row);
        if (groups[card] < first) {
          groups[card] = count;
          top[count++] = row;
        } else if (outweighs(rows, row, top[groups[card]])) {
          top[groups[card]] = row;
        }
        fraud[groups[card]] |= rows.fraud(row);
      }
      dayEnds[day] = count;
    }
    this.tops = Arrays.copyOf(top, count);
    this.compromised = Arrays.copyOf(fraud, count);
  }

  /** Returns the number of days with rows. */
  int days() {
    return dayEnds.length;
  }

  /** Returns a thread's own way through the days. */
  Walk newWalk() {
    return new Walk();
  }

  private static boolean outweighs(ScoredRows rows, int row, int top) {
    return rows.score(row) == rows.score(top) && rows.weight(row) > rows.weight(top);
  }

  private static long dayOf(ScoredRows rows, int row) {
    return Math.floorDiv(rows.eventTime(row), DAY_MILLIS);
  }

  private static long[] distinctDays(ScoredRows rows) {
    long[] days = new long[rows.size()];
    for (int row = 0; row < days.length; row++) {
      days[row] = dayOf(rows, row);
    }
    return Arrays.stream(days).sorted().distinct().toArray();
  }

  /** Returns the rows day by day, within a day in the order of the ranking. */
  private static int[] byDay(ScoredRows rows, Ranking ranking, long[] days) {
    int[] next = new int[days.length + 1];
    int[] dayOfPlace = new int[rows.size()];
    for (int place = 0; place < dayOfPlace.length; place++) {
      int day = Arrays.binarySearch(days, dayOf(rows, ranking.row(place)));
      dayOfPlace[place] = day;
      next[day + 1]++;
    }
    Arrays.parallelPrefix(next, Integer::sum);
    int[] ordered = new int[dayOfPlace.length];
    for (int place = 0; place < dayOfPlace.length; place++) {
      ordered[next[dayOfPlace[place]]++] = ranking.row(place);
    }
    return ordered;
  }

  /** Looks at the cards day after day. For one thread. */
  final class Walk {
    /** For each card the share of it that was caught on earlier days. */
    private final double[] caught = new double[cards.count()];

    /** Returns the figure under these weights, one a row. */
    double mean(float[] weights) {
      Arrays.fill(caught, 0);
      double sum = 0;
      for (int day = 0; day < dayEnds.length; day++) {
        sum += hits(day == 0 ? 0 : dayEnds[day - 1], dayEnds[day], weights) / cardsADay;
      }
      return sum / dayEnds.length;
    }

    private double hits(int from, int to, float[] weights) {
      double room = cardsADay;
      double hits = 0;
      int group = from;
      while (group < to && room > 0) {
        int end = group;
        double present = 0;
        for (; end < to && rows.score(tops[end]) == rows.score(tops[group]); end++) {
          present += weights[tops[end]] * left(end);
        }
        double share = present <= room ? 1 : room / present;
        for (; group < end; group++) {
          // A row that a resample left out was not looked at, so it catches no card either.
          if (compromised[group] && weights[tops[group]] > 0) {
            double found = share * left(group);
            hits += weights[tops[group]] * found;
            caught[cards.of(tops[group])] += found;
          }
        }
        room -= present;
      }
      return hits;
    }

    private double left(int group) {
      return 1 - caught[cards.of(tops[group])];
    }
  }
}
