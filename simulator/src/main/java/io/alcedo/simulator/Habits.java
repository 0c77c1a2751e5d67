package io.alcedo.simulator;

import io.alcedo.simulator.FraudScenario.EntryKind;
import java.util.SplittableRandom;

/** What holders do with their cards when nobody else does: where they pay, and how much. */
final class Habits {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final double TRIPS_A_PAYMENT = 0.002;
  private static final double NEW_SHOPS = 0.15;

  private final Population population;

  Habits(Population population) {
    this.population = population;
  }

  /** Draws a genuine payment of a card at a time in milliseconds since 1970. */
  Strike payment(Card card, long time, SplittableRandom random) {
    if (time >= card.awayUntil && random.nextDouble() < TRIPS_A_PAYMENT) {
      card.away = City.values()[random.nextInt(City.values().length)];
      card.awayUntil = time + (1 + random.nextInt(6)) * DAY_MILLIS;
    }
    Strike strike = new Strike(card, shop(card, time, random));
    Merchant merchant = strike.merchant;
    strike.online = merchant.trade().online;
    if (!strike.online) {
      EntryKind kind = random.nextInt(3) == 0 ? EntryKind.CHIP : EntryKind.TAP;
      strike.inShop(merchant, random.nextInt(60) == 0 ? EntryKind.STRIPE : kind, random);
    } else if (random.nextInt(40) == 0) {
      strike.device = "dev-" + Long.toString(random.nextLong() >>> 40, 36);
    }
    strike.amount = amount(card, merchant.trade(), random);
    return strike;
  }

  /** How busy an hour is against the mean of the day, by the hour in UTC. */
  static double rhythm(long time) {
    double hour = Math.floorMod(time, DAY_MILLIS) / 3_600_000.0;
    return 1 + 0.85 * Math.sin((hour - 8.5) / 24 * 2 * Math.PI);
  }

  private Merchant shop(Card card, long time, SplittableRandom random) {
    boolean away = time < card.awayUntil;
    if (!away && random.nextDouble() >= NEW_SHOPS) {
      return population.merchants[card.habits[random.nextInt(card.habits.length)]];
    }
    return random.nextInt(4) == 0
        ? population.webShop(random)
        : population.shopIn(card.whereabouts(time), random);
  }

  private static double amount(Card card, Trade trade, SplittableRandom random) {
    double amount =
        trade.typicalAmount
            * Math.sqrt(card.spending)
            * Math.exp(random.nextGaussian() * trade.spread - trade.spread * trade.spread / 2);
    return Math.max(0.5, Math.min(amount, 6000));
  }
}
