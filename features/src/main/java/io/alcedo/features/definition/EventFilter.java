package io.alcedo.features.definition;

import io.alcedo.features.event.OutcomeState;
import io.alcedo.schema.row.TransactionRow;

/**
 * Which events an aggregate counts: bit sets over the ordinals of {@code TransactionType}, of
 * {@code Channel} and of {@link OutcomeState}, and over the positions of marks. An event counts
 * when its type and channel are in the sets, at least one of its outcome states is, and its marks
 * are as asked. Immutable and thread-safe.
 *
 * @param types one bit an ordinal of {@code TransactionType}
 * @param channels one bit an ordinal of {@code Channel}; {@link #ANY} for all
 * @param outcomes one bit an ordinal of {@link OutcomeState}; {@link #ANY} for all
 * @param marked one bit a mark, of which an event carries at least one; 0 where none is asked for
 * @param unmarked one bit a mark, of which an event carries none
 */
public record EventFilter(int types, int channels, int outcomes, int marked, int unmarked) {
  /** The bit set that holds every ordinal, those of later releases too. */
  public static final int ANY = -1;

  /** Creates a filter that asks for no marks. */
  public EventFilter(int types, int channels, int outcomes) {
    this(types, channels, outcomes, 0, 0);
  }

  /** Returns whether marks are asked for; the current transaction has none yet and is left out. */
  public boolean readsMarks() {
    return (marked | unmarked) != 0;
  }

  /** Returns whether an event that carries these marks counts. */
  public boolean matchesMarks(int marks) {
    return (marked == 0 || (marked & marks) != 0) && (unmarked & marks) == 0;
  }

  /** Returns whether an event of this type, channel and set of outcome states counts. */
  public boolean matches(int type, int channel, int outcomeStates) {
    return matches(type, channel) && (outcomes & outcomeStates) != 0;
  }

  /** Returns whether an event of this type and channel counts, whatever became of it. */
  public boolean matches(int type, int channel) {
    return (types >>> type & 1) != 0 && (channels >>> channel & 1) != 0;
  }

  /** Returns whether the current transaction counts: its outcome is still unknown. */
  public boolean matchesCurrent(TransactionRow row) {
    return !readsMarks() && matches(type(row), channel(row), OutcomeState.UNKNOWN.bit());
  }

  /** Returns the ordinal of the row's type, 0 (unknown) where it is absent. */
  public static int type(TransactionRow row) {
    return ordinal(row.number(TransactionRow.TYPE));
  }

  /** Returns the ordinal of the row's channel, 0 (unknown) where it is absent. */
  public static int channel(TransactionRow row) {
    return ordinal(row.number(TransactionRow.CHANNEL));
  }

  private static int ordinal(long number) {
    return number < 0 || number > 31 ? 0 : (int) number;
  }
}
