package io.alcedo.features.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.schema.row.TransactionRow;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds measured sizes against the bytes that are written. */
class SizeMeterTest {
  private static final int EVENTS = 700;
  private static final int FRAME_BYTES = 4;

  @Test
  void aProfileIsMeasuredAsItIsWrittenWhateverWasMeasuredBefore() throws IOException {
    long first = Long.getLong("alcedo.seed", new Random().nextInt());
    int runs = Integer.getInteger("alcedo.runs", 12);
    int bucketed = 0;
    for (long seed = first; seed < first + runs; seed++) {
      bucketed += run(seed);
    }
    assertThat(bucketed).as("profiles with buckets, seed=%d", first).isPositive();
  }

  private static int run(long seed) throws IOException {
    Random random = new Random(seed);
    ProfileLayout layout = RandomLayouts.next(random);
    ProfileAggregator aggregator = new ProfileAggregator(layout);
    RandomStream stream = new RandomStream(random, layout, EVENTS);
    // Of two profiles one is far smaller, so that the meter goes from many values to few.
    Profile[] profiles = {aggregator.newProfile(), aggregator.newProfile()};
    CompactProfileCodec codec = new CompactProfileCodec(profiles[0].shape);
    CompactProfileCodec.SizeMeter meter = codec.new SizeMeter();
    float[] vector = new float[layout.aggregates().size()];
    int bucketed = 0;
    while (stream.hasNext()) {
      Profile profile = profiles[random.nextInt(8) == 0 ? 1 : 0];
      Object next = stream.next();
      if (next instanceof TransactionRow row) {
        aggregator.transaction(profile, Rows.idHash(row), row, vector);
      } else {
        RandomStream.apply(next, aggregator, profile);
      }
      byte[] bytes = ProfileReplayTest.encode(aggregator, profile);
      // Behind the version stands a length of one or two bytes.
      int written = bytes.length - (bytes[1] >= 0 ? 2 : 3);
      assertThat(meter.bytes(profile) - FRAME_BYTES).as("seed=%d", seed).isEqualTo(written);
      bucketed += profile.buckets() > 0 ? 1 : 0;
    }
    return bucketed;
  }

  @Test
  void numbersAreCountedAsTheyAreWritten() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    ByteWriter writer = new ByteWriter(4);
    ByteCounter counter = new ByteCounter();
    for (int i = 0; i < 2_000; i++) {
      long number = random.nextLong() >>> random.nextInt(Long.SIZE);
      for (ByteWriter out : new ByteWriter[] {writer, counter}) {
        out.writeUnsigned(number);
        out.writeUnsigned(-number);
        out.writeSigned(number);
        out.writeSigned(-number);
        out.writeLong(number);
        out.writeInt((int) number);
        out.writeByte((int) number);
      }
      assertThat(counter.size).as("seed=%d, number=%d", seed, number).isEqualTo(writer.size);
    }
  }
}
