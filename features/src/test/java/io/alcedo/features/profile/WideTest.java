package io.alcedo.features.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WideTest {
  @Test
  void momentsOfHugeAndTinyAmountsAreThoseOfBigDecimals() {
    long seed = new Random().nextInt();
    Random random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      long offset = (long) Math.pow(10, random.nextInt(16));
      int spread = 1 + random.nextInt(1000);
      long sign = random.nextInt(4) == 0 ? -1 : 1;
      Moments moments = new Moments();
      moments.clear();
      BigInteger sum = BigInteger.ZERO;
      BigInteger squares = BigInteger.ZERO;
      int count = 2 + random.nextInt(300);
      // Each amount a million times, as a bucket would hold it.
      long times = random.nextBoolean() ? 1 : 1_000_000;
      for (int i = 0; i < count; i++) {
        long amount = sign * (offset - random.nextInt(spread));
        BigInteger all = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(times));
        BigInteger square = all.multiply(BigInteger.valueOf(amount));
        sum = sum.add(all);
        squares = squares.add(square);
        moments.count += times;
        moments.addSum(all.shiftRight(64).longValue(), all.longValue());
        moments.addSquares(square.shiftRight(64).longValue(), square.longValue());
      }
      BigDecimal n = BigDecimal.valueOf(moments.count);
      BigDecimal mean = new BigDecimal(sum).divide(n, new MathContext(60));
      BigDecimal around =
          new BigDecimal(squares).subtract(mean.multiply(new BigDecimal(sum)), new MathContext(60));
      double expected = Math.sqrt(around.doubleValue() / (moments.count - 1));
      assertThat(moments.sum())
          .as("seed=%d", seed)
          .isEqualTo(sum.doubleValue(), within(Math.abs(sum.doubleValue()) * 1e-15));
      assertThat(moments.deviation())
          .as("seed=%d, run=%d", seed, run)
          .isEqualTo(expected, within(1e-7 * Math.max(1e-3, expected)));
    }
  }
}
