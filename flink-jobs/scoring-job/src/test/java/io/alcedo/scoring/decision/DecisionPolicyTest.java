package io.alcedo.scoring.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.model.Contribution;
import io.alcedo.model.Explanation;
import io.alcedo.model.Thresholds;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.Decision;
import io.alcedo.schema.DecisionSource;
import io.alcedo.schema.Reason;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionPolicyTest {
  private static final Thresholds THRESHOLDS = new Thresholds(0.4, 0.8);
  private static final DecisionPolicy PLAIN = new DecisionPolicy(THRESHOLDS, 5_000, 0, "p");

  @Test
  void decidesByInclusiveThresholds() {
    assertThat(decision(0.399999)).isEqualTo(Decision.APPROVE);
    assertThat(decision(0.4)).isEqualTo(Decision.REVIEW);
    assertThat(decision(0.799999)).isEqualTo(Decision.REVIEW);
    assertThat(decision(0.8)).isEqualTo(Decision.DECLINE);
    assertThat(PLAIN.decide(1, 0.8).propensity()).isEqualTo(1);
  }

  @Test
  void fallsBackByAmount() {
    TransactionRow row = RowLayout.STANDARD.newRow();
    assertThat(PLAIN.fallback(row).decision()).isEqualTo(Decision.REVIEW);
    row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, 4_999);
    assertThat(PLAIN.fallback(row))
        .isEqualTo(new Decided(Decision.APPROVE, DecisionSource.FALLBACK, false, 1));
    row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, 5_000);
    assertThat(PLAIN.fallback(row).decision()).isEqualTo(Decision.REVIEW);
  }

  @Test
  void letsAStatedShareOfDeclinesThroughByHash() {
    DecisionPolicy policy = new DecisionPolicy(THRESHOLDS, 0, 0.1, "p");
    int through = 0;
    for (int i = 0; i < 20_000; i++) {
      long hash = StableHash.of("tenant", "t-" + i);
      Decided decided = policy.decide(hash, 0.95);
      assertThat(policy.decide(hash, 0.99)).isEqualTo(decided);
      assertThat(policy.decide(hash, 0.5).controlArm()).isFalse();
      if (decided.controlArm()) {
        through++;
        assertThat(decided)
            .isEqualTo(new Decided(Decision.APPROVE, DecisionSource.OVERRIDE, true, 0.1));
      } else {
        assertThat(decided)
            .isEqualTo(new Decided(Decision.DECLINE, DecisionSource.MODEL, false, 0.9));
      }
    }
    assertThat(through / 20_000.0).isCloseTo(0.1, within(0.01));
  }

  @Test
  void takesOverridesForTheBundlesThresholds() throws Exception {
    AlcedoConfig config =
        AlcedoConfig.of(
            Map.of(
                "kafka.bootstrap_servers", "a:1",
                "privacy.keyset_file", "k",
                "model.bundle", "b",
                "model.review_at", "0.6"));
    assertThat(DecisionPolicy.of(config, THRESHOLDS).thresholds())
        .isEqualTo(new Thresholds(0.6, 0.8));
    assertThatThrownBy(() -> DecisionPolicy.of(config, new Thresholds(0.1, 0.2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesTheFamiliesThatMovedTheScoreTowardsFraud() {
    Explanation explanation =
        new Explanation(
            List.of(
                new Contribution("card velocity", "count_1h", 9, Float.NaN, 2.5f),
                new Contribution("amount", "amount", 100, 20, -0.5f)),
            Explanation.Completeness.COMPLETE);

    List<Reason> reasons = new Reasons(family -> "Text of " + family).of(explanation);

    assertThat(reasons).hasSize(1);
    assertThat(reasons.get(0).getCode()).isEqualTo("CARD_VELOCITY");
    assertThat(reasons.get(0).getText()).isEqualTo("Text of card velocity");
    assertThat(reasons.get(0).getValue()).isEqualTo(9);
    assertThat(reasons.get(0).getTypicalValue()).isNull();
    assertThat(reasons.get(0).getContribution()).isEqualTo(2.5);
    assertThat(new Reasons(family -> family).of(null)).isEmpty();
  }

  private static Decision decision(double score) {
    return PLAIN.decide(1, score).decision();
  }
}
