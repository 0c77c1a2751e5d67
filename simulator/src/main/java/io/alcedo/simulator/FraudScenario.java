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
    void strike(Strike strike, boolean last, Population population, SplittableRandom random) {
      strike.online(
          population.webShopOf(last ? Trade.ELECTRONICS : Trade.DIGITAL_GOODS, random), random);
      strike.amount = last ? 250 + 350 * random.nextDouble() : 0.5 + 2 * random.nextDouble();
    }
  },
  /** Someone else shops online with the holder's account: new device, dear goods. */
  ACCOUNT_TAKEOVER(2, 5, 1500) {
    @Override
    void strike(Strike strike, boolean last, Population population, SplittableRandom random) {
      Trade[] trades = {Trade.ELECTRONICS, Trade.GIFT_CARDS, Trade.TRAVEL, Trade.MARKETPLACE};
      strike.online(population.webShopOf(trades[random.nextInt(trades.length)], random), random);
      strike.amount = 60 + strike.card.spending * 180 * (0.4 + random.nextDouble());
    }
  },
  /** A copied magnetic stripe is used far from where the holder pays. */
  COUNTERFEIT(2, 6, 2400) {
    @Override
    void strike(Strike strike, boolean last, Population population, SplittableRandom random) {
      City[] cities = City.values();
      City far = cities[random.nextInt(cities.length)];
      strike.inShop(population.shopIn(far, random), EntryKind.STRIPE, random);
      strike.amount = 40 + 260 * random.nextDouble();
    }
  },
  /** A lost card is tapped in one shop after the other, each time below the PIN limit. */
  LOST_CARD(4, 8, 600) {
    @Override
    void strike(Strike strike, boolean last, Population population, SplittableRandom random) {
      strike.inShop(population.shopIn(strike.card.home, random), EntryKind.TAP, random);
      strike.amount = 25 + 24 * random.nextDouble();
    }
  };

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

  abstract void strike(Strike strike, boolean last, Population population, SplittableRandom random);

  int strikes(SplittableRandom random) {
    return fewest + random.nextInt(most - fewest + 1);
  }

  long gapMillis(SplittableRandom random) {
    return 1000 + (long) (-Math.log(1 - random.nextDouble()) * meanGapSeconds * 1000);
  }
}
