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
    ledger.scored(0, 0.1f, 0, Float.NaN);
    ledger.rejected(2);

    assertThat(ledger.unanswered(3)).isEqualTo(1);
    assertThat(ledger.answeredAgain()).isZero();
  }

  @Test
  void countsAnswersBeyondTheFirst() {
    ledger.sent(0, false);
    ledger.scored(0, 0.1f, 0, Float.NaN);
    ledger.scored(0, 0.2f, 0, Float.NaN);
    ledger.rejected(0);

    assertThat(ledger.unanswered(1)).isZero();
    assertThat(ledger.answeredAgain()).isEqualTo(2);
  }

  @Test
  void countsRecordsThatItNeverHeardOfAsUnanswered() {
    ledger.scored(0, 0.5f, 0, Float.NaN);

    assertThat(ledger.unanswered(200_000)).isEqualTo(199_999);
  }

  @Test
  void judgesTheFirstScoreOfRecordsWhoseTruthIsKnown() {
    score(0, true, 0.9f);
    score(1, false, 0.2f);
    score(2, false, 0.95f);
    score(3, null, 0.99f);
    score(4, true, Float.NaN);
    ledger.scored(2, 0.1f, 0, Float.NaN);
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

  @Test
  void comparesTwoModelsByRecordsThatBothScored() {
    score(0, true, 0.9f);
    ledger.sent(1, true);
    ledger.scored(1, 0.8f, 1, 0.1f);
    ledger.sent(2, false);
    ledger.scored(2, 0.3f, 1, 0.6f);
    ledger.sent(3, false);
    ledger.scored(3, 0.9f, 1, Float.NaN);
    ledger.sent(4, null);
    ledger.scored(4, 0.9f, 1, 0.9f);
    ledger.sent(5, true);
    ledger.scored(5, 0.2f, 2, 0.7f);
    Judgement later = new Judgement();
    Judgement first = new Judgement();

    ledger.compare(later, first);

    assertThat(later.size()).isEqualTo(3);
    assertThat(first.size()).isEqualTo(3);
    assertThat(later.averagePrecision()).isEqualTo((1 + 2 / 3.0) / 2);
    assertThat(first.averagePrecision()).isEqualTo((1 + 2 / 3.0) / 2);
    assertThat(later.auc()).isEqualTo(0.5);
  }

  @Test
  void tellsTheTruthOfWhatWasSent() {
    ledger.sent(3, true);
    ledger.sent(4, false);
    ledger.sent(5, null);

    assertThat(ledger.truth(3)).isTrue();
    assertThat(ledger.truth(4)).isFalse();
    assertThat(ledger.truth(5)).isNull();
    assertThat(ledger.truth(2)).isNull();
    assertThat(ledger.truth(1_000_000)).isNull();
  }

  private void score(long offset, Boolean fraud, float score) {
    ledger.sent(offset, fraud);
    ledger.scored(offset, score, 0, Float.NaN);
  }
}
