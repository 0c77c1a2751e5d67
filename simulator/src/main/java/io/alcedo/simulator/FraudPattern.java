package io.alcedo.simulator;

import java.util.List;

/**
 * Which ways of fraud are in use at a time. A model that learned one pattern has seen little of
 * what gives the other away.
 */
public enum FraudPattern {
  /**
   * Thieves in a hurry: stolen numbers are tested and emptied within minutes, accounts taken over
   * for an evening, stripes copied, lost cards tapped; one merchant at a time charges what nobody
   * bought, for a week.
   */
  HASTY(
      1,
      true,
      FraudScenario.CARD_TESTING,
      FraudScenario.ACCOUNT_TAKEOVER,
      FraudScenario.COUNTERFEIT,
      FraudScenario.LOST_CARD),
  /**
   * A {@link Ring} that takes its time: one purchase a day and card, of an amount that fits the
   * trade, from phones that serve many stolen cards, or at night in shops that are in on it. Phones
   * and shops are given up every few days.
   */
  PATIENT(3, false, FraudScenario.RING_PHONE, FraudScenario.RING_SHOP);

  /** How many episodes start for one of the settings' rate: a patient episode has few strikes. */
  final double episodes;

  /** Whether merchants go rogue on their own. */
  final boolean rogues;

  private final List<FraudScenario> scenarios;

  FraudPattern(double episodes, boolean rogues, FraudScenario... scenarios) {
    this.episodes = episodes;
    this.rogues = rogues;
    this.scenarios = List.of(scenarios);
  }

  List<FraudScenario> scenarios() {
    return scenarios;
  }
}
