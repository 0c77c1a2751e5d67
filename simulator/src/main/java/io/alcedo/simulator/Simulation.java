package io.alcedo.simulator;

import io.alcedo.schema.AvsResult;
import io.alcedo.schema.Channel;
import io.alcedo.schema.CvvResult;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.ThreeDSecureResult;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.TransactionType;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.simulator.FraudScenario.Scene;
import java.time.Instant;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * An endless stream of card transactions in event-time order, each with its outcome and the verdict
 * that it will get.
 *
 * <p>Genuine payments arrive as a Poisson process whose rate follows the hours of the day; each
 * belongs to a card, drawn by how much it is used. Fraud comes in episodes (see {@link
 * FraudScenario}) that interleave with them, and through merchants that go rogue for a week and
 * charge what nobody bought; or, once its {@link FraudPattern} has changed, from a ring that takes
 * its time. Until then the traffic is the same as without a change. About one payment in a hundred
 * is refunded and one in two hundred reversed. One thread only; about a microsecond a transaction.
 */
public final class Simulation implements Iterator<LabelledTransaction> {
  private static final double DAY_MILLIS = 86_400_000.0;
  private static final long ROGUE_MILLIS = 7 * 86_400_000L;
  private static final double ROGUE_FRAUD = 0.5;
  private static final long NEVER = Long.MAX_VALUE;

  private final SimulationSettings settings;
  private final SplittableRandom random;
  private final Population population;
  private final Habits habits;
  private final Ring ring;
  private final TransactionWriter writer;
  private final PriorityQueue<Episode> episodes = new PriorityQueue<>();
  private final double genuinePerMilli;
  private final double episodesPerMilli;
  private FraudPattern pattern = FraudPattern.HASTY;
  private long changeMillis;
  private double genuineTime;
  private double episodeTime;
  private long rogueUntil;
  private int rogue;
  private long sequence;
  private Transaction previous;

  /** Starts the traffic of these settings from its beginning. */
  public Simulation(SimulationSettings settings) {
    this.settings = settings;
    this.random = new SplittableRandom(settings.seed());
    this.population = new Population(settings, random);
    this.habits = new Habits(population);
    this.ring = new Ring(settings.seed(), population);
    this.changeMillis =
        settings.patternChange() == null ? NEVER : settings.patternChange().toEpochMilli();
    this.writer = new TransactionWriter(settings.tenant(), settings.seed());
    this.genuinePerMilli = settings.cards() * settings.transactionsPerCardAndDay() / DAY_MILLIS;
    this.episodesPerMilli =
        settings.cards() / 1000.0 * settings.fraudEpisodesPerThousandCardsAndDay() / DAY_MILLIS;
    this.genuineTime = settings.start().toEpochMilli();
    this.episodeTime = genuineTime;
    this.previous = new Transaction();
    advanceGenuine();
    advanceEpisodes();
  }

  /** Always true: the traffic has no end. */
  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public LabelledTransaction next() {
    while (!episodes.isEmpty() || episodeTime <= genuineTime) {
      double strikeTime = episodes.isEmpty() ? Double.POSITIVE_INFINITY : episodes.peek().time;
      if (episodeTime <= Math.min(genuineTime, strikeTime)) {
        long time = (long) episodeTime;
        episodes.add(new Episode(time, patternAt(time), population.anyCard(random), random));
        advanceEpisodes();
      } else if (strikeTime <= genuineTime) {
        return fraudulent();
      } else {
        break;
      }
    }
    return genuine();
  }

  /**
   * Changes the pattern of fraud. Episodes that have begun play out as they began.
   *
   * @param next what new episodes follow from now on
   */
  public void changePattern(FraudPattern next) {
    pattern = next;
    changeMillis = NEVER;
  }

  private FraudPattern patternAt(long time) {
    if (time >= changeMillis) {
      changePattern(FraudPattern.PATIENT);
    }
    return pattern;
  }

  private LabelledTransaction fraudulent() {
    Episode episode = episodes.remove();
    long time = episode.time;
    Strike strike = new Strike(episode.card, population.merchants[0]);
    episode.scenario.strike(
        strike, episode.remaining == 1, new Scene(population, ring, time), random);
    strike.fraud = true;
    if (--episode.remaining > 0) {
      episode.time = episode.scenario.next(time, random);
      episodes.add(episode);
    }
    return settle(strike, time);
  }

  private LabelledTransaction genuine() {
    long time = (long) genuineTime;
    advanceGenuine();
    int kind = random.nextInt(200);
    if (kind < 3 && sequence > 0 && previous.getType() == TransactionType.PURCHASE) {
      return takeBack(kind == 0 ? TransactionType.REVERSAL : TransactionType.REFUND, time);
    }
    Strike strike = habits.payment(population.payer(random), time, random);
    goRogue(strike, time);
    return settle(strike, time);
  }

  /** Now and then a web shop turns rogue and charges cards it has seen for nothing. */
  private void goRogue(Strike strike, long time) {
    if (time >= rogueUntil) {
      rogueUntil = time + ROGUE_MILLIS;
      rogue = random.nextInt(population.merchants.length);
    }
    if (strike.merchant == population.merchants[rogue]
        && patternAt(time).rogues
        && random.nextDouble() < ROGUE_FRAUD) {
      strike.fraud = true;
    }
  }

  private LabelledTransaction settle(Strike strike, long time) {
    Transaction transaction = writer.write(strike, time, sequence++);
    previous = transaction;
    return labelled(transaction, strike.fraud, outcome(transaction, strike.fraud));
  }

  private LabelledTransaction takeBack(TransactionType type, long time) {
    Transaction original = previous;
    Transaction back = Transaction.newBuilder(original).build();
    back.setTransactionId(
        original.getTransactionId() + (type == TransactionType.REFUND ? "r" : "v"));
    back.setOriginalTransactionId(original.getTransactionId());
    back.setType(type);
    back.setEventTime(Instant.ofEpochMilli(time));
    previous = back;
    return labelled(back, false, outcome(back, false));
  }

  private LabelledTransaction labelled(Transaction transaction, boolean fraud, Outcome outcome) {
    long time = transaction.getEventTime().toEpochMilli();
    double delay = settings.labelDelay().toMillis();
    if (!fraud) {
      return new LabelledTransaction(transaction, false, time + (long) (2 * delay), outcome);
    }
    double drawn = delay * Math.exp(0.6 * random.nextGaussian());
    boolean reported = random.nextDouble() >= settings.neverReported();
    return new LabelledTransaction(
        transaction, reported ? Boolean.TRUE : null, time + (long) drawn, outcome);
  }

  private Outcome outcome(Transaction transaction, boolean fraud) {
    boolean online = transaction.getChannel() == Channel.ONLINE;
    boolean challenged = online && random.nextInt(5) == 0;
    boolean failed = challenged && random.nextDouble() < (fraud ? 0.5 : 0.04);
    boolean declined = failed || random.nextDouble() < (fraud ? 0.2 : 0.02);
    Outcome outcome = new Outcome();
    outcome.setTransactionId(transaction.getTransactionId());
    outcome.setTenant(transaction.getTenant());
    outcome.setAction(declined ? OutcomeAction.DECLINED_BY_ISSUER : OutcomeAction.APPROVED);
    outcome.setResponseCode(declined ? "05" : "00");
    outcome.setAvsResult(AvsResult.NOT_CHECKED);
    outcome.setCvvResult(CvvResult.NOT_CHECKED);
    outcome.setThreeDSecureResult(
        challenged
            ? failed ? ThreeDSecureResult.FAILED : ThreeDSecureResult.CHALLENGED
            : ThreeDSecureResult.NOT_REQUESTED);
    outcome.setOccurredAt(transaction.getEventTime().plusMillis(300 + random.nextInt(1500)));
    return outcome;
  }

  private void advanceGenuine() {
    genuineTime += exponential(genuinePerMilli * Habits.rhythm((long) genuineTime));
  }

  private void advanceEpisodes() {
    episodeTime =
        episodesPerMilli == 0
            ? Double.POSITIVE_INFINITY
            : episodeTime + exponential(episodesPerMilli * pattern.episodes);
  }

  private double exponential(double rate) {
    return -Math.log(1 - random.nextDouble()) / rate;
  }

  /** One run of fraud on one card. */
  private static final class Episode implements Comparable<Episode> {
    final FraudScenario scenario;
    final Card card;
    int remaining;
    long time;

    Episode(long time, FraudPattern pattern, Card card, SplittableRandom random) {
      this.scenario = pattern.scenarios().get(random.nextInt(pattern.scenarios().size()));
      this.card = card;
      this.remaining = scenario.strikes(random);
      this.time = scenario.first(time, random);
    }

    @Override
    public int compareTo(Episode other) {
      return Long.compare(time, other.time);
    }
  }
}
