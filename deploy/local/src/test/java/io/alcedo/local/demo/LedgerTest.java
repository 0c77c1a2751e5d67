package io.alcedo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger();

  @Test
  void countsWhatNothingCameOf() {
    ledger.sent(0, false);
    ledger.sent(1, true);
    ledger.sent(2, false);
    ledger.scored(0, 0.1f);
    ledger.rejected(2);

    assertThat(ledger.unanswered(3)).isEqualTo(1);
    assertThat(ledger.answeredAgain()).isZero();
  }

  @Test
  void countsAnswersBeyondTheFirst() {
    ledger.sent(0, false);
    ledger.scored(0, 0.1f);
    ledger.scored(0, 0.2f);
    ledger.rejected(0);

    assertThat(ledger.unanswered(1)).isZero();
    assertThat(ledger.answeredAgain()).isEqualTo(2);
  }

  @Test
  void countsRecordsThatItNeverHeardOfAsUnanswered() {
    ledger.scored(0, 0.5f);

    assertThat(ledger.unanswered(200_000)).isEqualTo(199_999);
  }

  @Test
  void judgesTheFirstScoreOfRecordsWhoseTruthIsKnown() {
    score(0, true, 0.9f);
    score(1, false, 0.2f);
    score(2, false, 0.95f);
    score(3, null, 0.99f);
    score(4, true, Float.NaN);
    ledger.scored(2, 0.1f);
    Judgement judgement = new Judgement();

    ledger.judge(judgement);

    assertThat(judgement.auc()).isEqualTo(0.5);
    assertThat(judgement.averagePrecision()).isEqualTo(0.5);
  }

  @Test
  void judgesNothingWithoutBothKinds() {
    score(0, false, 0.1f);
    Judgement judgement = new Judgement();

    ledger.judge(judgement);

    assertThat(judgement.auc()).isNull();
    assertThat(judgement.averagePrecision()).isNull();
  }

  private void score(long offset, Boolean fraud, float score) {
    ledger.sent(offset, fraud);
    ledger.scored(offset, score);
  }
}
