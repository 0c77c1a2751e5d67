package io.alcedo.features.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.schema.row.TransactionRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds every aggregate against a replay of the plain event list. */
class ProfileReplayTest {
  private static final int RUNS = Integer.getInteger("alcedo.runs", 30);

  private final Map<AggregateKind, Integer> informative = new EnumMap<>(AggregateKind.class);

  @Test
  void everyAggregateEqualsTheReplay() throws IOException {
    long first = Long.getLong("alcedo.seed", new Random().nextInt());
    for (long seed = first; seed < first + RUNS; seed++) {
      run(seed);
    }
    for (AggregateKind kind : AggregateKind.values()) {
      assertThat(informative.getOrDefault(kind, 0))
          .as("values other than empty and zero of %s", kind)
          .isGreaterThan(50);
    }
  }

  private void run(long seed) throws IOException {
    Random random = new Random(seed);
    ProfileLayout layout = RandomLayouts.next(random);
    ProfileAggregator aggregator = new ProfileAggregator(layout);
    ReplayOracle oracle = new ReplayOracle(layout);
    RandomStream stream = new RandomStream(random, layout, 190);
    Profile profile = aggregator.newProfile();
    Profile coded = aggregator.newProfile();
    float[] actual = new float[layout.aggregates().size()];
    float[] fromBytes = new float[actual.length];
    double[] expected = new double[actual.length];
    for (int step = 0; stream.hasNext(); step++) {
      Object next = stream.next();
      if (random.nextInt(12) == 0) {
        coded = roundTrip(aggregator, coded);
      }
      if (next instanceof TransactionRow row) {
        aggregator.transaction(profile, Rows.idHash(row), row, actual);
        aggregator.transaction(coded, Rows.idHash(row), row, fromBytes);
        oracle.transaction(row, actual, expected);
        if (!Arrays.equals(fromBytes, actual)) {
          throw new AssertionError("Through bytes it differs: seed=" + seed + ", step=" + step);
        }
        compare(layout, actual, expected, seed, step);
      } else {
        RandomStream.apply(next, aggregator, profile);
        RandomStream.apply(next, aggregator, coded);
        RandomStream.apply(next, oracle);
      }
    }
    assertThat(profile.buckets()).as("buckets, seed=%d", seed).isZero();
  }

  @Test
  void beyondTheExactRangeBytesChangeNothingEither() throws IOException {
    long first = Long.getLong("alcedo.seed", new Random().nextInt());
    for (long seed = first; seed < first + Integer.getInteger("alcedo.runs", 12); seed++) {
      Random random = new Random(seed);
      ProfileLayout layout = RandomLayouts.next(random);
      ProfileAggregator aggregator = new ProfileAggregator(layout);
      RandomStream stream = new RandomStream(random, layout, 1500);
      Profile profile = aggregator.newProfile();
      Profile coded = aggregator.newProfile();
      float[] vector = new float[layout.aggregates().size()];
      float[] fromBytes = new float[vector.length];
      while (stream.hasNext()) {
        if (random.nextInt(20) == 0) {
          coded = roundTrip(aggregator, coded);
        }
        Object next = stream.next();
        if (next instanceof TransactionRow row) {
          aggregator.transaction(profile, Rows.idHash(row), row, vector);
          aggregator.transaction(coded, Rows.idHash(row), row, fromBytes);
          assertThat(fromBytes).as("seed=%d", seed).isEqualTo(vector);
        } else {
          RandomStream.apply(next, aggregator, profile);
          RandomStream.apply(next, aggregator, coded);
        }
        assertThat(encode(aggregator, profile).length)
            .as("bytes, seed=%d", seed)
            .isLessThanOrEqualTo(profile.bytesBound);
      }
      assertThat(encode(aggregator, coded))
          .as("seed=%d", seed)
          .isEqualTo(encode(aggregator, profile));
    }
  }

  private void compare(
      ProfileLayout layout, float[] actual, double[] expected, long seed, int step) {
    for (AggregateSpec spec : layout.aggregates()) {
      float value = actual[spec.slot()];
      float wanted = (float) expected[spec.slot()];
      double tolerance = spec.kind() == AggregateKind.SPEED ? 2e-3 : 2e-7;
      boolean equal =
          Float.compare(value, wanted) == 0
              || Math.abs((double) value - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
      if (!equal) {
        throw new AssertionError(
            "%s: is %s, replayed %s, seed=%d, step=%d".formatted(spec, value, wanted, seed, step));
      }
      if (!Float.isNaN(value) && value != 0 && value != (float) spec.empty()) {
        informative.merge(spec.kind(), 1, Integer::sum);
      }
    }
  }

  static Profile roundTrip(ProfileAggregator aggregator, Profile profile) throws IOException {
    byte[] bytes = encode(aggregator, profile);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Profile read = aggregator.codec().read(in);
    assertThat(in.available()).as("bytes left").isZero();
    assertThat(encode(aggregator, read)).as("coded again").isEqualTo(bytes);
    return read;
  }

  static byte[] encode(ProfileAggregator aggregator, Profile profile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    aggregator.codec().write(profile, new DataOutputStream(bytes));
    assertThat(bytes.size()).isLessThanOrEqualTo(8192);
    return bytes.toByteArray();
  }
}
