package io.alcedo.scoring.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.schema.bytes.RecordBytes;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ScoreSketchTest {
  /** Beside a brute-force sum of faded weights over all scores. */
  @RepeatedTest(20)
  void noMoreThanTheShareLiesAtOrAboveAndABinLowerTooMuchDoes() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    double horizon = 200 + random.nextInt(3000);
    double[] scores = new double[3000];
    ScoreSketch sketch = new ScoreSketch();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = 1 / (1 + Math.exp(4 - 2 * random.nextGaussian()));
      sketch.add(scores[i], horizon);
      if (i % 50 == 49) {
        double share = Math.exp(-8 * random.nextDouble());
        double edge = sketch.atMostAbove(share);
        assertThat(faded(scores, i, horizon, edge)).as("seed=%d", seed).isLessThan(share + 1e-9);
        double lower = 1 / (1 + Math.exp(0.026 - Math.log(edge / (1 - edge))));
        assertThat(faded(scores, i, horizon, lower))
            .as("seed=%d", seed)
            .isGreaterThan(share - 1e-9);
      }
    }
  }

  @Test
  void itsSizeIsTheHorizonInTheEnd() {
    ScoreSketch sketch = new ScoreSketch();
    for (int i = 0; i < 20_000; i++) {
      sketch.add(0.2, 500);
    }

    assertThat(sketch.size()).isCloseTo(500, within(1.0));
  }

  @Test
  void thresholdsAreFromZeroToOne() {
    ScoreSketch sketch = new ScoreSketch();
    assertThat(sketch.atMostAbove(0.5)).isBetween(0.0, 1.0);
    sketch.add(0, 10);
    sketch.add(1, 10);

    assertThat(sketch.atMostAbove(1)).isZero();
    assertThat(sketch.atMostAbove(0)).isEqualTo(1);
  }

  @Test
  void bytesReadAreThoseWritten() throws IOException {
    ScoreSketch sketch = new ScoreSketch();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1000; i++) {
      sketch.add(random.nextDouble(), 400);
    }
    RecordBytes out = new RecordBytes();
    sketch.write(out);
    ScoreSketch read =
        ScoreSketch.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));

    assertThat(read.size()).isCloseTo(sketch.size(), within(1e-3));
    assertThat(read.atMostAbove(0.01)).isEqualTo(sketch.atMostAbove(0.01));
  }

  private static double faded(double[] scores, int last, double horizon, double edge) {
    double above = 0;
    double total = 0;
    for (int i = 0; i <= last; i++) {
      double weight = Math.pow(1 + 1 / horizon, i);
      total += weight;
      above += scores[i] >= edge ? weight : 0;
    }
    return above / total;
  }
}
