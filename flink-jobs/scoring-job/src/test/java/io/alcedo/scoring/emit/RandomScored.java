package io.alcedo.scoring.emit;

import io.alcedo.model.Thresholds;
import io.alcedo.schema.Decision;
import io.alcedo.schema.DecisionSource;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.Reason;
import io.alcedo.schema.ShadowScore;
import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.RowCodec;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.decision.Decided;
import io.alcedo.scoring.decision.Scored;
import io.alcedo.scoring.decision.ScoredBy;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.TransactionEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.jspecify.annotations.Nullable;

/** Scored transactions of any content: what may be absent is, as often as not. */
final class RandomScored {
  private static final Set<String> REQUIRED =
      Set.of("transactionId", "tenant", "cardToken", "currency");
  private static final String[] LETTERS = {"a", "Z", "7", "|", "é", "ß", "€", "漢", "😀"};
  private static final float[] FLOATS = {0, -0f, 1.5f, Float.NaN, Float.NEGATIVE_INFINITY, 1e-40f};

  private final Random random;
  private final RowLayout layout;
  private final RowCodec codec;

  RandomScored(long seed, RowLayout layout) {
    this.random = new Random(seed);
    this.layout = layout;
    this.codec = new RowCodec(layout);
  }

  Scored next(Decision decision, DecisionSource source, Degradation degradation) {
    TransactionRow row = row();
    float[] vector = vector();
    TransactionEvent event =
        TransactionEvent.of(row, orNull(() -> twin(row)), random.nextLong(), origin(), false);
    event.setVector(vector);
    event.plan(random.nextBoolean() ? vector.length : random.nextInt(vector.length + 1));
    double review = random.nextDouble();
    return new Scored(
        event,
        new Decided(decision, source, random.nextBoolean(), random.nextDouble()),
        orNull(() -> new ScoredBy(text(), text())),
        random.nextDouble(),
        new Thresholds(review, review + (1 - review) * random.nextDouble()),
        degradation,
        some(this::reason),
        random.nextBoolean(),
        some(() -> new ShadowScore(text(), text(), orNull(random::nextDouble))),
        number());
  }

  private TransactionRow row() {
    TransactionRow row = layout.newRow();
    for (RowLayout.Slot slot : layout.slots()) {
      switch (slot.kind()) {
        case LONG -> row.setNumber(slot.index(), number());
        case TEXT ->
            row.setText(slot.index(), REQUIRED.contains(slot.name()) ? text() : orNull(this::text));
        default -> {}
      }
    }
    return perhapsRead(row);
  }

  /** Rows of which all, some or no texts are strings make the same records. */
  private TransactionRow perhapsRead(TransactionRow row) {
    if (random.nextBoolean()) {
      return row;
    }
    RecordBytes bytes = new RecordBytes();
    codec.write(row, bytes);
    try {
      TransactionRow read = codec.read(new DataInputDeserializer(bytes.toByteArray()));
      layout.slots().stream()
          .filter(slot -> slot.kind() == RowLayout.Kind.TEXT && random.nextInt(4) == 0)
          .forEach(slot -> read.text(slot.index()));
      return read;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Some of its texts are other ones. */
  private TransactionRow twin(TransactionRow row) {
    TransactionRow twin = row.copy();
    for (RowLayout.Slot slot : layout.slots()) {
      if (slot.kind() == RowLayout.Kind.TEXT
          && row.text(slot.index()) != null
          && random.nextBoolean()) {
        twin.setText(slot.index(), text());
      }
    }
    return perhapsRead(twin);
  }

  private Origin origin() {
    return new Origin(text(), random.nextInt(), random.nextLong(), number());
  }

  private float[] vector() {
    float[] vector = new float[random.nextInt(80)];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = random.nextBoolean() ? random.nextFloat() : FLOATS[random.nextInt(FLOATS.length)];
    }
    return vector;
  }

  private Reason reason() {
    return new Reason(
        text(),
        text(),
        text(),
        text(),
        orNull(random::nextDouble),
        orNull(random::nextDouble),
        orNull(random::nextDouble));
  }

  /** Whole numbers of all lengths, such that an instant can hold them. */
  private long number() {
    return random.nextLong() >> (12 + random.nextInt(52));
  }

  /** Texts of no, a few and of many characters, in ASCII or not. */
  private String text() {
    int length = random.nextInt(3) == 0 ? random.nextInt(200) : random.nextInt(10);
    int letters = random.nextBoolean() ? 4 : LETTERS.length;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS[random.nextInt(letters)]);
    }
    return text.toString();
  }

  private <T> List<T> some(Supplier<T> supplier) {
    List<T> items = new ArrayList<>();
    for (int left = random.nextBoolean() ? 0 : random.nextInt(6); left > 0; left--) {
      items.add(supplier.get());
    }
    return items;
  }

  private <T> @Nullable T orNull(Supplier<T> supplier) {
    return random.nextBoolean() ? supplier.get() : null;
  }
}
