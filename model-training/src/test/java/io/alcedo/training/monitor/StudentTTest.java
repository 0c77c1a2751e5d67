package io.alcedo.training.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StudentTTest {
  /** Beside the integral of the density, by Simpson's rule, from 0 out. */
  @Test
  void bothTailsAreWhatTheDensityLeaves() {
    for (int degrees : new int[] {2, 4, 10, 28, 56}) {
      for (double value = 0; value < 7; value += 0.37) {
        assertThat(StudentT.bothTails(-value, degrees))
            .as("value=%s, degrees=%d", value, degrees)
            .isCloseTo(1 - 2 * integral(value, degrees), within(1e-9));
      }
    }
  }

  @Test
  void degreesAreRoundedDownToAnEvenNumber() {
    assertThat(StudentT.bothTails(2, 11.9)).isEqualTo(StudentT.bothTails(2, 10));
    assertThat(StudentT.bothTails(2, 0.5)).isEqualTo(StudentT.bothTails(2, 2));
  }

  /** Twice the upper points of a table: Abramowitz and Stegun, table 26.10. */
  @Test
  void knownPointsAreMet() {
    assertThat(StudentT.bothTails(2.228, 10)).isCloseTo(0.05, within(1e-4));
    assertThat(StudentT.bothTails(4.587, 10)).isCloseTo(0.001, within(1e-5));
  }

  private static double integral(double to, int degrees) {
    double constant = 1 / Math.sqrt(degrees);
    for (int i = 2; i <= degrees; i += 2) {
      constant *= i == 2 ? 0.5 : (i - 1.0) / (i - 2.0);
    }
    int steps = 2_000;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double at = to * i / steps;
      double density = Math.pow(1 + at * at / degrees, -(degrees + 1) / 2.0);
      sum += density * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return constant * sum * to / steps / 3;
  }
}
