package io.alcedo.schema.row;

import io.alcedo.schema.Transaction;
import io.alcedo.schema.privacy.FieldPrivacy;
import io.alcedo.schema.privacy.PrivacyAction;
import io.alcedo.schema.privacy.PrivacyMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which anonymised values a {@link TransactionRow} holds and where: one slot for each field of the
 * {@code Transaction} schema that its privacy action keeps, and one for each output that an action
 * makes of a field. Nothing else of a transaction has a place in a row.
 *
 * <p>The slots of {@link #STANDARD} come first in every layout, so their indexes are the same
 * everywhere; declared signals follow, in alphabetical order. Immutable and thread-safe.
 */
public final class RowLayout {
  /** The prefix of a signal's slot name. */
  public static final String SIGNAL_PREFIX = "signals.";

  /** The layout without any signal. */
  public static final RowLayout STANDARD = new RowLayout(List.of());

  /** How a slot's value is stored. */
  public enum Kind {
    /** A whole number, in {@link TransactionRow#number}: times, money in minor units, integers. */
    LONG,
    /** The position of an enum symbol in its schema, in {@link TransactionRow#number}. */
    ENUM,
    /** A real number, in {@link TransactionRow#real}. */
    DOUBLE,
    /** Text, in {@link TransactionRow#text}. */
    TEXT
  }

  /**
   * One place in a row.
   *
   * @param name the output's or field's name
   * @param kind how the value is stored
   * @param index the index among the slots that are stored the same way
   * @param symbols the symbols of an ENUM in schema order, else empty
   */
  public record Slot(String name, Kind kind, int index, List<String> symbols) {}

  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final List<String> signals;
  private int numbers;
  private int reals;
  private int texts;
  private final long[] absentNumbers;
  private final double[] absentReals;

  private RowLayout(Collection<String> signals) {
    for (Schema.Field field : Transaction.getClassSchema().getFields()) {
      addField(field);
    }
    this.signals = List.copyOf(new TreeSet<>(signals));
    for (String signal : this.signals) {
      add(SIGNAL_PREFIX + signal, Kind.DOUBLE, List.of());
    }
    absentNumbers = new long[numbers];
    absentReals = new double[reals];
    Arrays.fill(absentNumbers, TransactionRow.ABSENT);
    Arrays.fill(absentReals, Double.NaN);
  }

  /** Returns the layout that has a slot for each of these signals beside the standard ones. */
  public static RowLayout withSignals(Collection<String> signals) {
    return signals.isEmpty() ? STANDARD : new RowLayout(signals);
  }

  /** Returns all slots, in the order of the schema, signals last. */
  public List<Slot> slots() {
    return List.copyOf(slots.values());
  }

  /** Returns the declared signals in the order of their slots. */
  public List<String> signals() {
    return signals;
  }

  /** Returns the slot of this name, or null where the layout has none. */
  public @Nullable Slot find(String name) {
    return slots.get(name);
  }

  /**
   * Returns the index of the slot of this name.
   *
   * @throws IllegalArgumentException where the layout has no such slot
   */
  public int index(String name) {
    Slot slot = slots.get(name);
    if (slot == null) {
      throw new IllegalArgumentException(
          "A row has a slot for each name asked of it: name=" + name + ", slots=" + slots.keySet());
    }
    return slot.index();
  }

  /** Returns a row of this layout in which every value is absent. */
  public TransactionRow newRow() {
    return new TransactionRow(absentNumbers(), absentReals(), texts, null);
  }

  /** Returns new numbers of a row, all absent. */
  long[] absentNumbers() {
    return absentNumbers.clone();
  }

  /** Returns new reals of a row, all absent. */
  double[] absentReals() {
    return absentReals.clone();
  }

  int textSlots() {
    return texts;
  }

  private void addField(Schema.Field field) {
    FieldPrivacy privacy = FieldPrivacy.of(field);
    privacy
        .outputs()
        .forEach(
            (name, method) ->
                add(name, method == PrivacyMethod.CELL ? Kind.DOUBLE : Kind.TEXT, List.of()));
    if (privacy.action() == PrivacyAction.KEEP) {
      Schema schema = nonNull(field.schema());
      switch (schema.getType()) {
        case LONG, INT, BOOLEAN -> add(field.name(), Kind.LONG, List.of());
        case ENUM -> add(field.name(), Kind.ENUM, schema.getEnumSymbols());
        case DOUBLE, FLOAT -> add(field.name(), Kind.DOUBLE, List.of());
        case STRING -> add(field.name(), Kind.TEXT, List.of());
        case MAP -> {} // signals: a slot for each declared name
        default ->
            throw new IllegalStateException(
                "A kept field is a number, an enum or a string: field=" + field.name());
      }
    }
  }

  private static Schema nonNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    List<Schema> branches = new ArrayList<>(schema.getTypes());
    branches.removeIf(branch -> branch.getType() == Schema.Type.NULL);
    return branches.get(0);
  }

  private void add(String name, Kind kind, List<String> symbols) {
    int index =
        switch (kind) {
          case LONG, ENUM -> numbers++;
          case DOUBLE -> reals++;
          case TEXT -> texts++;
        };
    if (slots.put(name, new Slot(name, kind, index, List.copyOf(symbols))) != null) {
      throw new IllegalStateException("Each slot has a name of its own: name=" + name);
    }
  }
}
