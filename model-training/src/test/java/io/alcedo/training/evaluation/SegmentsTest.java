package io.alcedo.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.schema.Channel;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.evaluation.SegmentReport.Kind;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SegmentsTest {
  private static final EvaluationSettings SETTINGS = EvaluationSettings.standard().withResamples(0);
  private static final ScoredRows ROWS = ScoredTraffic.rows(30_000, 21);
  private static final EvaluationReport REPORT = new Evaluator(SETTINGS).evaluate(ROWS, 0.2);

  @Test
  void eachKindPartsAllRows() {
    for (Kind kind : Kind.values()) {
      assertThat(of(kind).stream().mapToInt(SegmentReport::rows).sum()).isEqualTo(ROWS.size());
      assertThat(of(kind).stream().mapToInt(SegmentReport::fraudRows).sum())
          .isEqualTo(REPORT.totals().fraudRows());
      assertThat(of(kind))
          .isSortedAccordingTo((one, other) -> Integer.compare(other.rows(), one.rows()));
    }
    assertThat(of(Kind.CHANNEL))
        .extracting(SegmentReport::name)
        .containsExactly("IN_STORE", "ONLINE", "ATM");
    assertThat(of(Kind.AMOUNT_BAND))
        .extracting(SegmentReport::name)
        .containsExactlyInAnyOrder(
            "under 30.00",
            "30.00 to under 100.00",
            "100.00 to under 250.00",
            "250.00 to under 500.00",
            "500.00 and over");
    assertThat(of(Kind.MERCHANT_CATEGORY)).extracting(SegmentReport::name).contains("unknown");
    assertThat(of(Kind.NEW_CARD)).extracting(SegmentReport::name).containsExactly("known", "new");
  }

  @Test
  void aSegmentsFiguresAreThoseOfItsRowsAlone() {
    assertAlone(Kind.CHANNEL, "ONLINE", facts -> facts.channel() == Channel.ONLINE);
    assertAlone(Kind.MERCHANT_CATEGORY, "5999", facts -> "5999".equals(facts.merchantCategory()));
    assertAlone(
        Kind.AMOUNT_BAND,
        "30.00 to under 100.00",
        facts -> facts.amountMinor() >= 3_000 && facts.amountMinor() < 10_000);
    assertAlone(Kind.NEW_CARD, "new", RowFacts::newCard);
  }

  @Test
  void whatIsSmallIsSaidToBe() {
    assertThat(REPORT.segments()).extracting(SegmentReport::small).contains(true, false);
    for (SegmentReport segment : REPORT.segments()) {
      assertThat(segment.small())
          .isEqualTo(segment.fraudRows() < 50 || segment.rows() - segment.fraudRows() < 50);
    }
  }

  @Test
  void theSmallestBeyondTheMostGoTogether() {
    ScoredRows.Builder rows = ScoredRows.builder();
    for (int category = 0; category < 30; category++) {
      for (int i = 0; i <= category; i++) {
        RowFacts facts =
            new RowFacts(0, 1, 1, 100, Channel.ONLINE, String.valueOf(5_000 + category), false);
        rows.add(0.5f, i == 0, 1, 0, facts);
      }
    }
    List<SegmentReport> segments = new Evaluator(SETTINGS).evaluate(rows.build(), 0.5).segments();

    assertThat(segments).hasSize(EvaluationSettings.MOST_SEGMENTS + 1);
    assertThat(segments.get(0).name()).isEqualTo("other");
    assertThat(segments.get(0).rows()).isEqualTo(55);
    assertThat(segments.get(1).name()).isEqualTo("5029");
    assertThat(segments).extracting(SegmentReport::kind).containsOnly(Kind.MERCHANT_CATEGORY);
  }

  private static List<SegmentReport> of(Kind kind) {
    return REPORT.segments().stream().filter(segment -> segment.kind() == kind).toList();
  }

  private static void assertAlone(Kind kind, String name, Predicate<RowFacts> in) {
    ScoredRows.Builder alone = ScoredRows.builder();
    for (int row = 0; row < ROWS.size(); row++) {
      if (in.test(ROWS.facts(row))) {
        alone.add(
            ROWS.score(row),
            ROWS.fraud(row),
            ROWS.weight(row),
            ROWS.eventTime(row),
            ROWS.facts(row));
      }
    }
    EvaluationReport expected = new Evaluator(SETTINGS).evaluate(alone.build(), 0.2);
    SegmentReport segment =
        of(kind).stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    assertThat(segment.rows()).isEqualTo(expected.totals().rows());
    for (Measured measured : segment.figures()) {
      assertThat(measured.figure().ofSegments()).isTrue();
      assertThat(measured.value())
          .as(measured.figure().name())
          .isCloseTo(expected.value(measured.figure()), within(1e-12));
    }
  }
}
