package io.alcedo.simulator;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation is made of.
 *
 * @param seed equal settings with equal seeds give equal transactions
 * @param tenant the tenant that every transaction belongs to
 * @param start the event time at which the traffic begins
 * @param cards how many cards there are
 * @param merchants how many merchants there are
 * @param transactionsPerCardAndDay the mean rate of a card
 * @param fraudEpisodesPerThousandCardsAndDay how often fraud starts
 * @param labelDelay the median time until a fraud is reported, and after which a transaction that
 *     nobody disputed counts as genuine
 * @param neverReported the share of frauds that nobody ever reports, 0 to 1
 * @param patternChange when fraud turns from {@link FraudPattern#HASTY} to {@link
 *     FraudPattern#PATIENT}; null for never
 */
public record SimulationSettings(
    long seed,
    String tenant,
    Instant start,
    int cards,
    int merchants,
    double transactionsPerCardAndDay,
    double fraudEpisodesPerThousandCardsAndDay,
    Duration labelDelay,
    double neverReported,
    @Nullable Instant patternChange)
    implements Serializable {

  /** Checks the ranges. */
  public SimulationSettings {
    check(cards >= 10 && cards <= 10_000_000, "cards is 10 to 10,000,000", cards);
    check(merchants >= 20 && merchants <= 1_000_000, "merchants is 20 to 1,000,000", merchants);
    check(
        transactionsPerCardAndDay > 0 && transactionsPerCardAndDay <= 1000,
        "transactionsPerCardAndDay is above 0 and at most 1000",
        transactionsPerCardAndDay);
    check(
        fraudEpisodesPerThousandCardsAndDay >= 0 && fraudEpisodesPerThousandCardsAndDay <= 1000,
        "fraudEpisodesPerThousandCardsAndDay is 0 to 1000",
        fraudEpisodesPerThousandCardsAndDay);
    check(!labelDelay.isNegative(), "labelDelay is not negative", labelDelay);
    check(neverReported >= 0 && neverReported <= 1, "neverReported is 0 to 1", neverReported);
  }

  /** Returns a mid-sized population: 5,000 cards, 900 merchants, 3 payments a card and day. */
  public static SimulationSettings standard(long seed, Instant start) {
    return new SimulationSettings(
        seed, "default", start, 5_000, 900, 3, 4, Duration.ofHours(12), 0.03, null);
  }

  /** Returns these settings with another population. */
  public SimulationSettings withPopulation(int cards, int merchants) {
    return new SimulationSettings(
        seed,
        tenant,
        start,
        cards,
        merchants,
        transactionsPerCardAndDay,
        fraudEpisodesPerThousandCardsAndDay,
        labelDelay,
        neverReported,
        patternChange);
  }

  /** Returns these settings with another tenant. */
  public SimulationSettings withTenant(String tenant) {
    return new SimulationSettings(
        seed,
        tenant,
        start,
        cards,
        merchants,
        transactionsPerCardAndDay,
        fraudEpisodesPerThousandCardsAndDay,
        labelDelay,
        neverReported,
        patternChange);
  }

  /** Returns these settings with fraud that changes its pattern at an event time. */
  public SimulationSettings withPatternChange(Instant at) {
    return new SimulationSettings(
        seed,
        tenant,
        start,
        cards,
        merchants,
        transactionsPerCardAndDay,
        fraudEpisodesPerThousandCardsAndDay,
        labelDelay,
        neverReported,
        at);
  }

  private static void check(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ": value=" + value);
    }
  }
}
