package io.alcedo.features.language;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AmountField;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.row.CalendarPart;
import java.time.ZoneId;
import java.util.List;

/** What a feature computes, by the names of what it reads: free of any row layout. Immutable. */
public sealed interface Computation {
  /** The operand that stands for the amount in whole units of the base currency. */
  String BASE_AMOUNT = "baseAmount";

  /** The operand that stands for the approved part of that amount. */
  String APPROVED_AMOUNT = "approvedAmount";

  /** A number of the row: {@link #BASE_AMOUNT} or a numeric slot, or ln(1 + x) of it. */
  record Number(String operand, boolean logarithm) implements Computation {}

  /** A part of the calendar; the night is from one hour up to, not including, another. */
  record Calendar(CalendarPart part, ZoneId zone, int nightFrom, int nightTo)
      implements Computation {}

  /** The code of an enum or text slot. */
  record Category(String slot, List<String> codes) implements Computation {
    /** Copies the codes. */
    public Category {
      codes = List.copyOf(codes);
    }
  }

  /**
   * An aggregate of an entity's profile.
   *
   * @param kind what it computes
   * @param entity the entity's name
   * @param amount the amount that it takes
   * @param dimension the slots of the dimension, empty where the kind has none
   * @param feature the feature whose past values it takes, empty where the kind takes none
   * @param windowMillis the window's length
   * @param delayMillis how far its end lies before the current transaction
   * @param filter which events count; its marks are by their position in the set
   */
  record Aggregate(
      AggregateKind kind,
      String entity,
      AmountField amount,
      List<String> dimension,
      String feature,
      long windowMillis,
      long delayMillis,
      EventFilter filter)
      implements Computation {
    /** Copies the dimension. */
    public Aggregate {
      dimension = List.copyOf(dimension);
    }
  }
}
