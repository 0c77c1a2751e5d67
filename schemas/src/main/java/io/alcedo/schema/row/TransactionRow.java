package io.alcedo.schema.row;

import io.alcedo.schema.bytes.RecordBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One anonymised transaction in the slots of a {@link RowLayout}. Labels and outcomes use a row
 * too, with just the slots that name their entities filled.
 *
 * <p>Absent is {@link #ABSENT} for a number, NaN for a real, null for a text. Mutable; owned by one
 * thread at a time.
 */
public final class TransactionRow {
  /** The number that stands for an absent one. */
  public static final long ABSENT = Long.MIN_VALUE;

  /** Index of the event time, in milliseconds since 1970 UTC. */
  public static final int EVENT_TIME = RowLayout.STANDARD.index("eventTime");

  /** Index of the amount in minor units of the base currency. */
  public static final int BASE_AMOUNT_MINOR = RowLayout.STANDARD.index("baseAmountMinor");

  /** Index of the transaction type, an ordinal of {@code TransactionType}. */
  public static final int TYPE = RowLayout.STANDARD.index("type");

  /** Index of the channel, an ordinal of {@code Channel}. */
  public static final int CHANNEL = RowLayout.STANDARD.index("channel");

  /** Index of the transaction id. */
  public static final int TRANSACTION_ID = RowLayout.STANDARD.index("transactionId");

  /** Index of the tenant. */
  public static final int TENANT = RowLayout.STANDARD.index("tenant");

  /** Index of the card's pseudonym. */
  public static final int CARD_TOKEN = RowLayout.STANDARD.index("cardToken");

  private static final @Nullable String[] NO_TEXTS = {};

  final long[] numbers;
  final double[] reals;
  private final int textSlots;

  /** The texts; empty where they stand in what the row was read from. */
  private @Nullable String[] texts;

  /** What all values were read from; null for a row that was not read, or was changed since. */
  private @Nullable EncodedRow encoded;

  /**
   * Creates a row that keeps the arrays.
   *
   * @param encoded the bytes of all values, from which texts are read when they are asked for; null
   *     for a row without texts, whose values are still to be set
   */
  TransactionRow(long[] numbers, double[] reals, int textSlots, @Nullable EncodedRow encoded) {
    this.numbers = numbers;
    this.reals = reals;
    this.textSlots = textSlots;
    this.texts = encoded == null ? new String[textSlots] : NO_TEXTS;
    this.encoded = encoded;
  }

  /** Makes every value absent. */
  public void clear() {
    Arrays.fill(numbers, ABSENT);
    Arrays.fill(reals, Double.NaN);
    texts = new String[textSlots];
    encoded = null;
  }

  /** Returns the whole number or enum ordinal at the index, or {@link #ABSENT}. */
  public long number(int index) {
    return numbers[index];
  }

  /** Returns the real number at the index, or NaN where it is absent. */
  public double real(int index) {
    return reals[index];
  }

  /**
   * Returns the text at the index, or null where it is absent. That of a row that was read is made
   * anew at each call.
   */
  public @Nullable String text(int index) {
    EncodedRow source = encoded;
    if (source == null) {
      return texts[index];
    }
    return source.has(index) ? source.text(index) : null;
  }

  /** Returns whether there is a text at the index. */
  public boolean hasText(int index) {
    EncodedRow source = encoded;
    return source == null ? texts[index] != null : source.has(index);
  }

  /**
   * Returns the text at the index in UTF-8.
   *
   * @throws IllegalStateException where it is absent
   */
  public byte[] utf8(int index) {
    EncodedRow source = encoded;
    return source != null && source.has(index)
        ? source.utf8(index)
        : required(index).getBytes(StandardCharsets.UTF_8);
  }

  /** Writes the UTF-8 of the text at the index, nothing where it is absent. */
  public void putUtf8(int index, RecordBytes out) {
    EncodedRow source = encoded;
    if (source == null) {
      if (texts[index] != null) {
        out.putFixed(utf8(index));
      }
    } else if (source.has(index)) {
      source.putUtf8(index, out);
    }
  }

  /**
   * Writes the UTF-8 of the text at the index, nothing where it is absent, with a backslash before
   * each byte that is the separator or a backslash.
   *
   * @param separator an ASCII character
   */
  public void putEscaped(int index, char separator, RecordBytes out) {
    EncodedRow source = encoded;
    if (source == null) {
      if (texts[index] != null) {
        byte[] utf8 = utf8(index);
        out.putEscaped(utf8, 0, utf8.length, separator);
      }
    } else if (source.has(index)) {
      source.putEscaped(index, separator, out);
    }
  }

  /**
   * Writes the text at the index as Avro's string, without making one of what was read.
   *
   * @throws IllegalStateException where it is absent
   */
  public void putAvroText(int index, RecordBytes out) {
    EncodedRow source = encoded;
    if (source != null && source.has(index)) {
      source.putAvroText(index, out);
    } else {
      out.putAvroText(required(index));
    }
  }

  /**
   * Writes the text at the index as {@link RecordBytes#putText} does, without making a string of
   * what was read.
   *
   * @throws IllegalStateException where it is absent
   */
  public void putText(int index, RecordBytes out) {
    EncodedRow source = encoded;
    if (source != null && source.has(index)) {
      source.putText(index, out);
    } else {
      out.putText(required(index));
    }
  }

  /**
   * Returns two texts with a separator between them.
   *
   * @param separator an ASCII character
   * @throws IllegalStateException where one is absent
   */
  public String joined(int first, char separator, int second) {
    EncodedRow source = encoded;
    return source != null && source.has(first) && source.has(second)
        ? source.joined(first, separator, second)
        : required(first) + separator + required(second);
  }

  /** Returns {@link StableHash#shortOf} of the text at the index: 0 where it is absent. */
  public int textHash(int index) {
    EncodedRow source = encoded;
    if (source == null) {
      return StableHash.shortOf(texts[index]);
    }
    return source.has(index) ? source.hash(index) : 0;
  }

  /**
   * Returns {@link StableHash#of(CharSequence, CharSequence)} of two texts.
   *
   * @throws IllegalStateException where one is absent
   */
  public long textHash(int first, int second) {
    EncodedRow source = encoded;
    return source != null && source.has(first) && source.has(second)
        ? source.hash(first, second)
        : StableHash.of(required(first), required(second));
  }

  /** Sets a whole number or enum ordinal. */
  public void setNumber(int index, long value) {
    decode();
    numbers[index] = value;
  }

  /** Sets a real number. */
  public void setReal(int index, double value) {
    decode();
    reals[index] = value;
  }

  /** Sets a text, or makes it absent. */
  public void setText(int index, @Nullable String value) {
    decode();
    texts[index] = value;
  }

  /** Returns what all values were read from, or null where they stand in this row alone. */
  @Nullable EncodedRow encoded() {
    return encoded;
  }

  int textSlots() {
    return textSlots;
  }

  private void decode() {
    if (encoded != null) {
      texts = decoded();
      encoded = null;
    }
  }

  /** Returns the event time in milliseconds since 1970 UTC. */
  public long eventTime() {
    return numbers[EVENT_TIME];
  }

  /**
   * Returns the text at the index, which validation has shown to be there.
   *
   * @throws IllegalStateException where it is absent
   */
  public String required(int index) {
    String text = text(index);
    if (text == null) {
      throw new IllegalStateException("A validated row holds its required texts: index=" + index);
    }
    return text;
  }

  /** Returns a copy that shares nothing with this row that can change. */
  public TransactionRow copy() {
    TransactionRow copy = new TransactionRow(numbers.clone(), reals.clone(), textSlots, encoded);
    copy.texts = texts.clone();
    return copy;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TransactionRow row
        && Arrays.equals(numbers, row.numbers)
        && Arrays.equals(reals, row.reals)
        && Arrays.equals(decoded(), row.decoded());
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(numbers) + Arrays.hashCode(reals))
        + Arrays.hashCode(decoded());
  }

  private @Nullable String[] decoded() {
    @Nullable String[] all = new String[textSlots];
    for (int i = 0; i < all.length; i++) {
      all[i] = text(i);
    }
    return all;
  }
}
