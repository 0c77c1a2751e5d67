package io.alcedo.benchmarks.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Weeks of feature vectors in which nothing is wrong and no two hours are alike: 60 features of
 * payments whose number follows the hours of the day and of the week and grows; of cards that pay
 * at their own rate, in bursts, and with amounts of their own; whose amounts have a heavy tail and
 * move with the day, the weekday and the hour, as a portfolio's do; of terminals of very different
 * size, some of which are in a run of frauds for days. Equal seeds give equal vectors.
 */
final class DriftTraffic {
  /** How many features a vector has. */
  static final int FEATURES = 60;

  /** The places of features that an amount times a factor moves by that factor. */
  static final int AMOUNTS = 8;

  /** The places behind those that the factor moves by its logarithm. */
  static final int LOG_AMOUNTS = 4;

  private static final int CARDS = 20_000;
  private static final int TERMINALS = 2_000;
  private static final double DAY_DEVIATION = 0.007;
  private static final double HOUR_DEVIATION = 0.007;
  private static final double GROWTH_A_DAY = 1.002;
  private static final int WARM_HOURS = 7 * 24;

  private final SplittableRandom random;
  private final double vectorsPerDay;
  private final Card[] cards = new Card[CARDS];
  private final int[] byRate = new int[1 << 17];
  private final double[] terminalRisk = new double[TERMINALS];
  private final double[] terminalSize = new double[TERMINALS];
  private final float[] vector = new float[FEATURES];
  private double dayEffect;
  private double hourEffect;
  private double onlineShare;
  private int place;

  /** What is known of a card. */
  private static final class Card {
    double spending;
    double mean;
    double deviation;
    double largest;
    double perDay;
    double perWeek;
    double perMonth;
    double spentToday;
    double last;
    boolean device;
  }

  DriftTraffic(long seed, double vectorsPerDay) {
    this.random = new SplittableRandom(seed);
    this.vectorsPerDay = vectorsPerDay;
    double[] rates = new double[CARDS];
    double total = 0;
    for (int i = 0; i < CARDS; i++) {
      Card card = new Card();
      card.spending = Math.exp(0.5 * random.nextGaussian());
      card.device = random.nextInt(10) < 6;
      card.last = -WARM_HOURS - 24 * random.nextDouble();
      cards[i] = card;
      rates[i] = Math.exp(random.nextGaussian());
      total += rates[i];
      double perDay = vectorsPerDay * rates[i] / CARDS / 1.65;
      card.perDay = perDay;
      card.perWeek = 7 * perDay;
      card.perMonth = 30 * perDay;
      card.mean = 30 * card.spending;
      card.deviation = card.mean;
      card.largest = 4 * card.mean;
    }
    int place = 0;
    double sum = 0;
    for (int i = 0; i < CARDS; i++) {
      sum += rates[i];
      while (place < byRate.length && place < sum / total * byRate.length) {
        byRate[place++] = i;
      }
    }
    for (int i = 0; i < TERMINALS; i++) {
      terminalSize[i] = Math.exp(1.2 * random.nextGaussian());
    }
    for (int hour = -WARM_HOURS; hour < 0; hour++) {
      hour(hour, vector -> {});
    }
  }

  /**
   * Makes the vectors of one hour, in the same array.
   *
   * @param hour since the start, a Monday's midnight; each later than the one before
   */
  void hour(int hour, Consumer<float[]> sink) {
    if (hour % 24 == 0) {
      startDay();
    }
    hourEffect = 0.7 * hourEffect + HOUR_DEVIATION * random.nextGaussian();
    int weekday = Math.floorMod(hour, 7 * 24) / 24;
    int hourOfDay = Math.floorMod(hour, 24);
    double rhythm = 1 + 0.85 * Math.sin((hourOfDay - 8.5) / 24 * 2 * Math.PI);
    double weekend = weekday >= 5 ? 0.7 : 1;
    double rate =
        vectorsPerDay
            / 24
            * rhythm
            * weekend
            * Math.pow(GROWTH_A_DAY, hour / 24.0)
            * Math.exp(0.05 * random.nextGaussian());
    int left = (int) Math.max(0, rate + Math.sqrt(rate) * random.nextGaussian());
    while (left > 0) {
      Card card = cards[byRate[random.nextInt(byRate.length)]];
      int burst = random.nextInt(6) == 0 ? 2 + random.nextInt(4) : 1;
      double at = hour + random.nextDouble();
      for (int i = 0; i < burst && left > 0; i++, left--) {
        payment(card, Math.min(hour + 1, at + 0.03 * i), hourOfDay, weekday);
        sink.accept(vector);
      }
    }
  }

  private void startDay() {
    dayEffect = DAY_DEVIATION * random.nextGaussian();
    onlineShare = 0.3 * Math.exp(0.02 * random.nextGaussian());
    for (int i = 0; i < TERMINALS; i++) {
      if (terminalRisk[i] > 0 && random.nextInt(5) == 0) {
        terminalRisk[i] = 0;
      } else if (random.nextInt(2_000) == 0) {
        terminalRisk[i] = 0.3 * random.nextDouble();
      }
    }
  }

  private void payment(Card card, double at, int hour, int weekday) {
    boolean online = random.nextDouble() < onlineShare;
    double typical = 30 * card.spending * (weekday >= 5 ? 1.15 : 1) * (hour < 6 ? 0.8 : 1);
    double amount =
        typical
            * Math.exp(random.nextGaussian() * 0.9 + dayEffect + hourEffect)
            * (random.nextInt(100) == 0 ? Math.pow(random.nextDouble(), -0.6) : 1);
    amount = Math.rint(Math.max(0.5, Math.min(amount, 20_000)) * 100) / 100;
    double gap = at - card.last;
    int terminal = (int) (TERMINALS * Math.pow(random.nextDouble(), 3));
    double past = card.mean;
    double pastDeviation = card.deviation;
    update(card, amount, gap, at);
    place = 0;
    put(
        amount,
        card.mean,
        card.largest,
        card.spentToday,
        amount + card.mean,
        0.9 * card.mean + 0.1 * amount,
        card.deviation,
        Math.min(amount, 500),
        Math.log(amount),
        Math.log(card.mean),
        Math.log(card.largest),
        Math.log(1 + card.spentToday));
    habits(
        card,
        amount / past,
        (amount - past) / Math.max(1, pastDeviation),
        gap,
        terminal,
        hour,
        weekday,
        online);
    surroundings(card, gap, online);
    risks(terminal);
  }

  private void habits(
      Card card,
      double ratio,
      double deviations,
      double gap,
      int terminal,
      int hour,
      int weekday,
      boolean online) {
    put(
        ratio,
        deviations,
        ratio > 3 ? 1 : 0,
        hour,
        weekday,
        weekday >= 5 ? 1 : 0,
        hour < 6 || hour >= 22 ? 1 : 0,
        online ? 1 : 0,
        random.nextInt(online ? 3 : 5),
        4000 + 64 * (terminal % 40),
        random.nextInt(60) == 0 ? 1 : 0,
        Math.rint(card.perDay),
        Math.rint(card.perWeek),
        Math.rint(card.perMonth),
        gap < 0.2 ? 1 : 0,
        Math.rint(card.perDay / 2),
        Math.rint(3 * card.perDay),
        gap < 100 ? gap * 3600 : Double.NaN,
        gap < 0.5 ? 1 + Math.rint(20 * gap) : 1);
  }

  private void surroundings(Card card, double gap, boolean online) {
    boolean far = random.nextInt(50) == 0;
    double distance = far ? 800 * random.nextDouble() : 5 * Math.abs(random.nextGaussian());
    put(
        online ? Double.NaN : distance,
        online ? Double.NaN : distance / Math.max(0.1, gap),
        far ? 1 : 0,
        Math.rint(1 + random.nextDouble() * 1.2),
        random.nextInt(7) == 0 ? 1 : 0,
        random.nextInt(5) == 0 ? 1 : 0,
        Math.rint(card.perWeek / 3));
    boolean device = card.device && random.nextInt(20) > 0;
    for (int i = 0; i < 6; i++) {
      vector[place++] = device ? (float) Math.rint(card.perDay * (i + 1) / 2) : Float.NaN;
    }
  }

  private void risks(int terminal) {
    double size = terminalSize[terminal];
    double risk = terminalRisk[terminal];
    put(
        Math.rint(50 * size),
        Math.rint(350 * size),
        28 * Math.exp(0.1 * size),
        Math.rint(40 * size),
        risk,
        risk > 0 ? Math.rint(10 * risk * size) : 0,
        risk / 2,
        risk / 4);
    while (place < FEATURES) {
      double chance = 0.002 * (place - 50);
      vector[place++] = random.nextDouble() < chance ? 1 + random.nextInt(3) : 0;
    }
  }

  private void put(double... values) {
    for (double value : values) {
      vector[place++] = (float) value;
    }
  }

  private void update(Card card, double amount, double gap, double at) {
    double faded = Math.exp(-Math.max(0, gap) / 24);
    card.perDay = card.perDay * faded + 1;
    card.perWeek = card.perWeek * Math.exp(-gap / 168) + 1;
    card.perMonth = card.perMonth * Math.exp(-gap / 720) + 1;
    card.spentToday = card.spentToday * faded + amount;
    card.deviation += (Math.abs(amount - card.mean) - card.deviation) / 20;
    card.mean += (amount - card.mean) / 20;
    card.largest = Math.max(amount, card.largest * 0.97);
    card.last = at;
  }

  /** Returns the names of the features. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int place = 0; place < FEATURES; place++) {
      String kind =
          place < AMOUNTS ? "amount" : place < AMOUNTS + LOG_AMOUNTS ? "log_amount" : "other";
      names.add(kind + "_" + place);
    }
    return names;
  }
}
