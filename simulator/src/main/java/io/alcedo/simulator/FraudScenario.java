package io.alcedo.simulator;

import java.util.SplittableRandom;

/**
 * A way in which fraud plays out on one card: how many strikes an episode has, how far apart, and
 * what each looks like. Shapes follow what card schemes describe; the numbers are invented.
 */
enum FraudScenario {
  /** Tiny online payments find out whether a stolen number works, then one large purchase. */
  CARD_TESTING(6, 12, 25) {
    @Override
    void strike(Strike strike, boolean last, Scene scene, SplittableRandom random) {
      strike.online(
          scene.population().webShopOf(last ? Trade.ELECTRONICS : Trade.DIGITAL_GOODS, random),
          random);
      strike.amount = last ? 250 + 350 * random.nextDouble() : 0.5 + 2 * random.nextDouble();
    }
  },
  /** Someone else shops online with the holder's account: new device, dear goods. */
  ACCOUNT_TAKEOVER(2, 5, 1500) {
    @Override
    void strike(Strike strike, boolean last, Scene scene, SplittableRandom random) {
      Trade[] trades = {Trade.ELECTRONICS, Trade.GIFT_CARDS, Trade.TRAVEL, Trade.MARKETPLACE};
      strike.online(
          scene.population().webShopOf(trades[random.nextInt(trades.length)], random), random);
      strike.amount = 60 + strike.card.spending * 180 * (0.4 + random.nextDouble());
    }
  },
  /** A copied magnetic stripe is used far from where the holder pays. */
  COUNTERFEIT(2, 6, 2400) {
    @Override
    void strike(Strike strike, boolean last, Scene scene, SplittableRandom random) {
      City[] cities = City.values();
      City far = cities[random.nextInt(cities.length)];
      strike.inShop(scene.population().shopIn(far, random), EntryKind.STRIPE, random);
      strike.amount = 40 + 260 * random.nextDouble();
    }
  },
  /** A lost card is tapped in one shop after the other, each time below the PIN limit. */
  LOST_CARD(4, 8, 600) {
    @Override
    void strike(Strike strike, boolean last, Scene scene, SplittableRandom random) {
      strike.inShop(scene.population().shopIn(strike.card.home, random), EntryKind.TAP, random);
      strike.amount = 25 + 24 * random.nextDouble();
    }
  },
  /** One online purchase a day from a phone that serves many stolen cards. */
  RING_PHONE(1, 3, 20 * 3600) {
    @Override
    void strike(Strike strike, boolean last, Scene scene, SplittableRandom random) {
      Trade[] trades = {Trade.MARKETPLACE, Trade.ELECTRONICS, Trade.TRAVEL};
      Trade trade = trades[random.nextInt(trades.length)];
      strike.online(scene.population().webShopOf(trade, random), random);
      Ring.Phone phone = scene.ring().phone(scene.time(), random);
      strike.device = phone.device();
      strike.address = phone.address();
      strike.amount = trade.typicalAmount * (0.6 + 0.8 * random.nextDouble());
    }
  },
  /** A cloned card is tapped once a night in a shop that is in on it. */
  RING_SHOP(1, 3, 20 * 3600) {
    @Override
    void strike(Strike strike, boolean last, Scene scene, SplittableRandom random) {
      strike.inShop(scene.ring().shop(scene.time(), random), EntryKind.TAP, random);
      strike.amount = strike.merchant.trade().typicalAmount * (0.7 + 0.8 * random.nextDouble());
    }

    @Override
    long first(long time, SplittableRandom random) {
      return next(time, random);
    }

    @Override
    long next(long time, SplittableRandom random) {
      long night = (time / DAY_MILLIS + 1) * DAY_MILLIS;
      return night + (long) ((1 + 4 * random.nextDouble()) * HOUR_MILLIS);
    }
  };

  private static final long HOUR_MILLIS = 3_600_000L;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

  /**
   * Where a strike happens.
   *
   * @param time milliseconds since 1970
   */
  record Scene(Population population, Ring ring, long time) {}

  /** How the card's data reach the terminal in a shop. */
  enum EntryKind {
    TAP,
    CHIP,
    STRIPE
  }

  private final int fewest;
  private final int most;
  private final int meanGapSeconds;

  FraudScenario(int fewest, int most, int meanGapSeconds) {
    this.fewest = fewest;
    this.most = most;
    this.meanGapSeconds = meanGapSeconds;
  }

  abstract void strike(Strike strike, boolean last, Scene scene, SplittableRandom random);

  int strikes(SplittableRandom random) {
    return fewest + random.nextInt(most - fewest + 1);
  }

  /** Returns when the first strike of an episode that begins at this time comes. */
  long first(long time, SplittableRandom random) {
    return time;
  }

  /** Returns when the strike after one at this time comes. */
  long next(long time, SplittableRandom random) {
    return time + 1000 + (long) (-Math.log(1 - random.nextDouble()) * meanGapSeconds * 1000);
  }
}
