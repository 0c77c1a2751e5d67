package io.alcedo.training.dataset.dated;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeatureColumns;
import io.alcedo.schema.Channel;
import io.alcedo.schema.Decision;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.row.StableHash;
import io.alcedo.training.dataset.Cleaning;
import io.alcedo.training.dataset.CleaningRule;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.dataset.TrainingSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Joins the vectors that models saw with what was known of their transactions at one moment, by
 * tenant and transaction id. The rows come in the order of event time, tenant and id, whatever the
 * order of the files.
 *
 * <p>A control, let through although it would have been declined, weighs the inverse of its
 * propensity; what was declined beside such controls is left out, as they stand for it.
 *
 * <p>Silence tells something up to the end only: the moment by which labels are known, or the
 * latest event time, report or outcome of all that was taken where that is earlier. What has not
 * matured by then is left out. For one thread, and for one join.
 */
public final class ScoredRows {
  /** How long before the first row vectors tell whether a card is a new one. */
  public static final Duration FACTS_FROM = Duration.ofDays(30);

  private static final long NEW_CARD_MILLIS = TimeUnit.DAYS.toMillis(RowFacts.NEW_CARD_DAYS);
  private static final Comparator<ScoredFeatures> KEY_ORDER =
      Comparator.comparing(ScoredFeatures::getTransactionId)
          .thenComparing(ScoredFeatures::getTenant);
  private static final Comparator<ScoredFeatures> TIME_ORDER =
      Comparator.comparing(ScoredFeatures::getEventTime).thenComparing(ScoredRows::key);

  private final List<String> featureNames;
  private final VectorColumns columns;
  private final Lacking lacking;
  private final HistoryWindow window;
  private final long maxScoringDelayMillis;
  private final List<ScoredFeatures> scored = new ArrayList<>();
  private final Cleaning cleaning = new Cleaning();
  private final BitSet matured = new BitSet();
  private final Map<Long, Long> firstSeen = new HashMap<>();
  private long transactions;
  private long latest = Long.MIN_VALUE;
  private long end;

  /**
   * Makes an empty join.
   *
   * @param featureNames the features of a vector, in its order
   * @param featureSetHash the hash of the set that they make up
   * @param window which transactions become rows, and the moment at which labels are known
   * @param maxScoringDelay the longest time from a transaction to its vector
   */
  public ScoredRows(
      List<String> featureNames,
      String featureSetHash,
      HistoryWindow window,
      Duration maxScoringDelay) {
    this(
        featureNames,
        VectorColumns.ofOneSet(featureSetHash, featureNames.size()),
        Lacking.UNKNOWN,
        window,
        maxScoringDelay);
  }

  /**
   * Makes an empty join that takes vectors of other sets too, as far as they hold what is asked
   * for.
   *
   * @param asked the features of a row, in their order
   * @param catalogue knows what vectors hold
   * @param lacking what becomes of vectors that hold a part of it only
   * @param window which transactions become rows, and the moment at which labels are known
   * @param maxScoringDelay the longest time from a transaction to its vector
   */
  public ScoredRows(
      FeatureColumns asked,
      FeatureCatalogue catalogue,
      Lacking lacking,
      HistoryWindow window,
      Duration maxScoringDelay) {
    this(asked.names(), VectorColumns.of(asked, catalogue), lacking, window, maxScoringDelay);
  }

  private ScoredRows(
      List<String> featureNames,
      VectorColumns columns,
      Lacking lacking,
      HistoryWindow window,
      Duration maxScoringDelay) {
    this.featureNames = List.copyOf(featureNames);
    this.columns = columns;
    this.lacking = lacking;
    this.window = window;
    this.maxScoringDelayMillis = maxScoringDelay.toMillis();
  }

  /** Takes a vector. */
  public void add(ScoredFeatures features) {
    scored.add(features);
    latest = Math.max(latest, features.getEventTime().toEpochMilli());
  }

  /**
   * Takes a record that nobody else holds: of those outside the window the values are let go, since
   * only who took part matters of them, and there may be many times as many as inside.
   */
  public void addOwned(ScoredFeatures features) {
    if (!inWindow(features.getEventTime().toEpochMilli())) {
      features.setVector(List.of());
    }
    add(features);
  }

  /** Joins all vectors taken, once, and returns the rows. */
  public TrainingSet join(VerdictBook verdicts) {
    transactions = scored.size();
    end = Math.min(window.knownBy().toEpochMilli(), Math.max(latest, verdicts.latest()));
    List<ScoredFeatures> first = firstOfEach();
    Set<TransactionKey> vectors = new HashSet<>();
    TrainingSet.Builder builder = TrainingSet.builder(featureNames);
    for (ScoredFeatures features : first) {
      TransactionKey key = key(features);
      vectors.add(key);
      RowFacts facts = facts(features);
      KnownVerdict known = verdicts.of(key);
      CleaningRule rule = refusal(features, known);
      if (rule == null) {
        add(features, facts, known, builder);
      } else {
        cleaning.count(rule);
      }
    }
    countWithoutVector(verdicts, vectors);
    return builder.build();
  }

  /** Returns how many transactions were looked at: vectors, and verdicts without one. */
  public long transactions() {
    return transactions;
  }

  /** Returns what was left out. */
  public Cleaning cleaning() {
    return cleaning;
  }

  /** Returns the rows that have no verdict and matured. */
  public BitSet matured() {
    return (BitSet) matured.clone();
  }

  /** Of the vectors of one transaction the one scored first, as every consumer takes it. */
  private List<ScoredFeatures> firstOfEach() {
    scored.sort(
        KEY_ORDER
            .thenComparing(ScoredFeatures::getScoredAt)
            .thenComparing(features -> features.getVector().toString()));
    List<ScoredFeatures> first = new ArrayList<>();
    ScoredFeatures before = null;
    for (ScoredFeatures features : scored) {
      if (before == null || KEY_ORDER.compare(before, features) != 0) {
        first.add(features);
        before = features;
      } else {
        boolean same =
            before.getVector().equals(features.getVector())
                && before.getFeatureSetHash().equals(features.getFeatureSetHash());
        cleaning.count(same ? CleaningRule.DUPLICATE : CleaningRule.CONTRADICTION);
      }
    }
    first.sort(TIME_ORDER);
    return first;
  }

  private @Nullable CleaningRule refusal(ScoredFeatures features, KnownVerdict known) {
    long time = features.getEventTime().toEpochMilli();
    long scoredAt = features.getScoredAt().toEpochMilli();
    VectorColumns.Tagged tagged = columns.tagged(features.getFeatureSetHash());
    if (!inWindow(time)) {
      return CleaningRule.OUTSIDE_WINDOW;
    } else if (tagged == null) {
      return CleaningRule.OTHER_FEATURE_SET;
    } else if (features.getVector().size() != tagged.size()) {
      return CleaningRule.VECTOR_LENGTH;
    } else if (scoredAt - time > maxScoringDelayMillis) {
      return CleaningRule.SCORED_LATE;
    } else if (scoredAt >= known.firstVerdictAt()) {
      return CleaningRule.SCORED_AFTER_LABEL;
    } else if (!(features.getPropensity() > 0 && features.getPropensity() <= 1)) {
      return CleaningRule.BAD_PROPENSITY;
    } else if (features.getDecision() == Decision.DECLINE
        && !features.getControlArm()
        && features.getPropensity() < 1) {
      return CleaningRule.CONTROL_STANDS_IN;
    }
    CleaningRule silent = known.fraud() == null ? silentRefusal(time, known) : null;
    if (silent != null) {
      return known.later() ? CleaningRule.LABEL_TOO_LATE : silent;
    }
    return lacking == Lacking.LEFT_OUT && !tagged.whole() ? CleaningRule.LACKS_FEATURES : null;
  }

  /** What a transaction counts as on which no verdict was known, also where one came later. */
  private @Nullable CleaningRule silentRefusal(long time, KnownVerdict known) {
    CleaningRule unproven = window.proof().refusal(known.outcome());
    if (unproven != null) {
      return unproven;
    }
    return matureAt(time, known) > end ? CleaningRule.IMMATURE : null;
  }

  private void add(
      ScoredFeatures features, RowFacts facts, KnownVerdict known, TrainingSet.Builder builder) {
    long time = features.getEventTime().toEpochMilli();
    float[] vector = new float[featureNames.size()];
    VectorColumns.Tagged tagged =
        Objects.requireNonNull(columns.tagged(features.getFeatureSetHash()));
    for (int i = 0; i < vector.length; i++) {
      vector[i] = tagged.value(features.getVector(), i);
    }
    Boolean fraud = known.fraud();
    matured.set(builder.size(), fraud == null);
    builder.add(
        vector,
        Boolean.TRUE.equals(fraud),
        time,
        fraud == null ? matureAt(time, known) : known.knownAt(),
        features.getControlArm() ? (float) (1 / features.getPropensity()) : 1,
        facts);
  }

  private void countWithoutVector(VerdictBook verdicts, Set<TransactionKey> vectors) {
    verdicts
        .judged()
        .forEach(
            (key, eventTime) -> {
              if (!vectors.contains(key) && inWindow(eventTime)) {
                transactions++;
                cleaning.count(CleaningRule.MISSING_VECTOR);
              }
            });
  }

  private boolean inWindow(long time) {
    return time >= window.from().toEpochMilli() && time < window.to().toEpochMilli();
  }

  /** A withdrawn verdict is known to say nothing only since it was withdrawn. */
  private long matureAt(long time, KnownVerdict known) {
    return Math.max(
        time + window.maturity().toMillis(), Math.max(known.outcomeAt(), known.knownAt()));
  }

  private RowFacts facts(ScoredFeatures features) {
    String tenant = features.getTenant();
    Map<String, String> entities = features.getEntities();
    long card = RowFacts.cardHash(tenant, entities.get("cardToken"));
    long time = features.getEventTime().toEpochMilli();
    Long seen = card == 0 ? null : firstSeen.putIfAbsent(card, time);
    return new RowFacts(
        StableHash.of(tenant, features.getTransactionId()),
        card,
        RowFacts.terminalHash(
            tenant,
            entities.get("acquirerId"),
            entities.get("merchantId"),
            entities.get("terminalId")),
        features.getBaseAmountMinor(),
        Channel.UNKNOWN,
        null,
        card != 0 && (seen == null || time - seen < NEW_CARD_MILLIS));
  }

  private static TransactionKey key(ScoredFeatures features) {
    return new TransactionKey(features.getTenant(), features.getTransactionId());
  }
}
