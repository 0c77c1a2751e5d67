package io.alcedo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every benchmark sets itself up and does what it says, once. */
class BenchmarksTest {
  @Test
  void ingestAcceptsWhatIsSimulated() throws Exception {
    IngestBenchmark benchmark = new IngestBenchmark();

    assertThat(benchmark.ingest()).isEqualTo(IngestBenchmark.ROWS);
    assertThat(benchmark.plainAvro()).isPositive();
  }

  @Test
  void featuresAreThoseOfWarmProfiles() throws Exception {
    FeatureBenchmark benchmark = new FeatureBenchmark();

    assertThat(benchmark.wholeSet()).isPositive();
    assertThat(benchmark.hotTerminal()).isPositive();
    assertThat(benchmark.profileCodec()).isGreaterThan(100L * FeatureBenchmark.ROWS);
  }

  @Test
  void inferenceScoresEveryBatchSize() throws Exception {
    InferenceBenchmark benchmark = new InferenceBenchmark();
    try {
      assertThat(benchmark.batch1()).isPositive();
      assertThat(benchmark.batch8()).isPositive();
      assertThat(benchmark.batch32()).isPositive();
      assertThat(benchmark.batch256()).isPositive();
      assertThat(benchmark.tensorsBatch1()).isPositive();
      assertThat(benchmark.tensorsBatch32()).isPositive();
      assertThat(benchmark.tensorsBatch256()).isPositive();
      assertThat(benchmark.reasons()).isPositive();
    } finally {
      benchmark.close();
    }
  }

  @Test
  void encodingWritesAndReads() throws Exception {
    EncodingBenchmark benchmark = new EncodingBenchmark();

    assertThat(benchmark.riskEventEncode()).isGreaterThan(100L * EncodingBenchmark.ROWS);
    assertThat(benchmark.scoredFeaturesEncode()).isGreaterThan(100L * EncodingBenchmark.ROWS);
    assertThat(benchmark.riskEventDecode()).isPositive();
  }

  @Test
  void evaluationTellsGoodScoresFromNone() {
    EvaluationBenchmark benchmark = new EvaluationBenchmark(20_000);

    assertThat(benchmark.report()).isBetween(0.7, 1.0);
    assertThat(benchmark.comparison()).isBetween(0.01, 0.5);
  }
}
