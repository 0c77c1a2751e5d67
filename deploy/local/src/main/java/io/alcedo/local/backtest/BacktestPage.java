package io.alcedo.local.backtest;

import io.alcedo.training.evaluation.report.EvaluationPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the figures of the model in the middle, with plots, as a page that needs nothing else. */
final class BacktestPage {
  private final BacktestRequest request;
  private final BacktestResult result;

  BacktestPage(BacktestRequest request, BacktestResult result) {
    this.request = request;
    this.result = result;
  }

  void writeTo(Path file) throws IOException {
    Files.writeString(
        file,
        EvaluationPage.of(result.report(), new BacktestContext(request, result).reportContext()));
  }
}
