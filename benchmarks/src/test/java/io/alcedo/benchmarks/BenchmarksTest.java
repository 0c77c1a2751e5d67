package io.alcedo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void inferenceScoresEveryBatchSizeOfEveryModel(@TempDir Path directory) throws Exception {
    BenchmarkModels models = new BenchmarkModels(directory);
    for (String name : MeasuredModel.names(false)) {
      InferenceBenchmark benchmark = new InferenceBenchmark();
      benchmark.model = MeasuredModel.valueOf(name);
      benchmark.open(models);
      try {
        assertThat(benchmark.batch1()).isPositive();
        assertThat(benchmark.batch8()).isPositive();
        assertThat(benchmark.batch32()).isPositive();
        assertThat(benchmark.batch256()).isPositive();
        assertThat(benchmark.batch1024()).isPositive();
        assertThat(benchmark.batch4096()).isPositive();
      } finally {
        benchmark.close();
      }
    }
    assertThat(MeasuredModel.names(true))
        .hasSize(MeasuredModel.values().length)
        .contains("TENSORS_CUDA");
    reasonsAreFound(models);
  }

  private static void reasonsAreFound(BenchmarkModels models) throws Exception {
    ExplanationBenchmark benchmark = new ExplanationBenchmark();
    benchmark.open(models);
    try {
      assertThat(benchmark.reasons()).isPositive();
    } finally {
      benchmark.close();
    }
  }

  @Test
  void modelsThatAreAskedForWhereCudaIsMissingAreNotMeasured(@TempDir Path directory) {
    Assumptions.assumeThat(MeasuredModel.missingCuda()).isPresent();
    BenchmarkModels models = new BenchmarkModels(directory);

    assertThatThrownBy(() -> MeasuredModel.TENSORS_CUDA.open(models, 32))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("TENSORS_CUDA");
    assertThat(MeasuredModel.missingCuda().orElseThrow()).doesNotContain("\n").isNotBlank();
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
