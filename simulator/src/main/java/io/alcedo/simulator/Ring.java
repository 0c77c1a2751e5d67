package io.alcedo.simulator;

import java.util.SplittableRandom;

/**
 * A group that commits fraud together: a few phones that serve many stolen cards, and a few shops
 * that are in on it. Both are others every few days, and follow from the seed and the time alone.
 * Immutable.
 */
final class Ring {
  private static final int PHONES = 12;
  private static final int SHOPS = 8;
  private static final long PHONE_MILLIS = 4 * 86_400_000L;
  private static final long SHOP_MILLIS = 5 * 86_400_000L;

  private final long seed;
  private final Population population;

  Ring(long seed, Population population) {
    this.seed = seed;
    this.population = population;
  }

  /** A phone of the ring: its fingerprint, and the address that it is seen at. */
  record Phone(String device, String address) {}

  /** Draws one of the phones in use at a time. */
  Phone phone(long time, SplittableRandom random) {
    SplittableRandom fixed = fixed("phone", time / PHONE_MILLIS, random.nextInt(PHONES));
    return new Phone(
        "dev-" + Long.toString(fixed.nextLong() >>> 24, 36), Population.address(fixed));
  }

  /** Draws one of the shops that are in on it at a time. */
  Merchant shop(long time, SplittableRandom random) {
    SplittableRandom fixed = fixed("shop", time / SHOP_MILLIS, random.nextInt(SHOPS));
    return population.shopIn(City.values()[fixed.nextInt(City.homes())], fixed);
  }

  private SplittableRandom fixed(String what, long period, int member) {
    return new SplittableRandom(
        seed * 31 + what.hashCode() * 0x9E3779B97F4A7C15L + period * 64 + member);
  }
}
