package io.alcedo.privacy;

import io.alcedo.schema.Transaction;
import io.alcedo.schema.privacy.FieldPrivacy;
import io.alcedo.schema.privacy.PrivacyClass;
import io.alcedo.schema.privacy.PrivacyMethod;
import io.alcedo.schema.row.RowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What ingest does with each field of a transaction, compiled from the privacy annotations of the
 * {@code Transaction} schema: a field added there with its annotations is handled without any
 * change here. Known fields have rules of their own beyond their type (ids, tenant, currency,
 * times, offsets, and whatever has minor units as its unit); all other kept fields have the common
 * ones.
 *
 * <p>A field of the class CARD_NUMBER is a PAN where the enum field of its name with {@code Kind}
 * behind it says PAN, and always where there is no such field. Immutable and thread-safe.
 */
public final class IngestPolicy {
  /** The domain of the tokens of cards: the name of the field that holds them. */
  public static final String CARD_DOMAIN = "cardNumber";

  private static final int MOST_ID = 128;
  private static final int MOST_OFFSET_MINUTES = 18 * 60;
  private static final String KIND_SUFFIX = "Kind";
  private static final String PAN = "PAN";

  private static final Set<String> TOKEN_SLOTS = tokenSlots(Transaction.getClassSchema());

  private final Schema schema;
  private final RowLayout layout;
  private final IngestLimits limits;
  private final FieldStep[] steps;

  private IngestPolicy(Schema schema, RowLayout layout, IngestLimits limits) {
    this.schema = schema;
    this.layout = layout;
    this.limits = limits;
    List<FieldStep> first = new ArrayList<>();
    List<FieldStep> rest = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      // Tokens need the tenant, so it goes first.
      (field.name().equals("tenant") ? first : rest).addAll(steps(field));
    }
    first.addAll(rest);
    checkExempt(first);
    this.steps = first.toArray(FieldStep[]::new);
  }

  private void checkExempt(List<FieldStep> all) {
    Set<String> texts = new TreeSet<>();
    for (FieldStep step : all) {
      if (step instanceof KeptText text) {
        texts.add(text.field());
      }
    }
    if (!texts.containsAll(limits.cardNumbersAllowedIn())) {
      throw new IllegalArgumentException(
          "Only kept texts can be exempt from the search for card numbers: exempt="
              + limits.cardNumbersAllowedIn()
              + ", texts="
              + texts);
    }
  }

  /** Returns the policy for rows of this layout, which declares the signals, within the limits. */
  public static IngestPolicy of(RowLayout layout, IngestLimits limits) {
    return of(Transaction.getClassSchema(), layout, limits);
  }

  /** Returns the policy of a schema whose outputs all have slots in the layout. */
  static IngestPolicy of(Schema schema, RowLayout layout, IngestLimits limits) {
    return new IngestPolicy(schema, layout, limits);
  }

  /** Returns the names of a row's slots that hold tokens, and so depend on the key. */
  public static Set<String> tokenSlots() {
    return TOKEN_SLOTS;
  }

  private static Set<String> tokenSlots(Schema schema) {
    Set<String> slots = new TreeSet<>();
    for (Schema.Field field : schema.getFields()) {
      FieldPrivacy.of(field)
          .outputs()
          .forEach(
              (slot, method) -> {
                if (method == PrivacyMethod.TOKEN) {
                  slots.add(slot);
                }
              });
    }
    return Set.copyOf(slots);
  }

  /** Returns the layout of the rows that ingest makes. */
  public RowLayout layout() {
    return layout;
  }

  /** Returns the limits. */
  public IngestLimits limits() {
    return limits;
  }

  Schema schema() {
    return schema;
  }

  /** Returns the position of the event time in the schema. */
  int eventTimePosition() {
    return schema.getField("eventTime").pos();
  }

  /** Returns the steps in the order in which they are applied; not to be changed. */
  FieldStep[] steps() {
    return steps;
  }

  private List<FieldStep> steps(Schema.Field field) {
    FieldPrivacy privacy = FieldPrivacy.of(field);
    return switch (privacy.action()) {
      case DROP -> List.of();
      case KEEP -> List.of(kept(field));
      case PSEUDONYMISE, GENERALISE -> replaced(field, privacy);
    };
  }

  private FieldStep kept(Schema.Field field) {
    String name = field.name();
    int position = field.pos();
    return switch (RecordScan.optionalValue(field.schema()).getType()) {
      case STRING -> keptText(field);
      case LONG, INT ->
          new KeptNumber(name, position, layout.index(name), bounds(name, field.getProp("unit")));
      case ENUM, BOOLEAN ->
          new KeptNumber(name, position, layout.index(name), new KeptNumber.Symbol());
      case DOUBLE, FLOAT -> new KeptReal(name, position, layout.index(name));
      case MAP -> new KeptSignals(position, layout);
      default -> throw misfit(field, "a kept field is a number, an enum, a text or the signals");
    };
  }

  private KeptText keptText(Schema.Field field) {
    String name = field.name();
    KeptText.Rule rule =
        switch (name) {
          case "transactionId" -> KeptText.Rule.ID;
          case "tenant" -> KeptText.Rule.TENANT;
          case "currency" -> KeptText.Rule.CURRENCY;
          default -> KeptText.Rule.ANY;
        };
    boolean isId = name.endsWith("ransactionId");
    boolean searched = !limits.cardNumbersAllowedIn().contains(name);
    int most = isId ? Math.min(MOST_ID, limits.mostTextCharacters()) : limits.mostTextCharacters();
    return new KeptText(name, field.pos(), layout.index(name), rule, most, searched);
  }

  private KeptNumber.Bounds bounds(String name, @Nullable String unit) {
    if (unit != null && unit.startsWith("minor units")) {
      return new KeptNumber.Range(0, limits.mostAmountMinor(), DeadLetterCode.INVALID_AMOUNT);
    }
    return switch (name) {
      case "eventTime" ->
          new KeptNumber.NearClock(limits.mostPast().toMillis(), limits.mostFuture().toMillis());
      case "utcOffsetMinutes" ->
          new KeptNumber.Range(
              -MOST_OFFSET_MINUTES, MOST_OFFSET_MINUTES, DeadLetterCode.INVALID_FIELD);
      default -> new KeptNumber.NoCard();
    };
  }

  private List<FieldStep> replaced(Schema.Field field, FieldPrivacy privacy) {
    Map<String, PrivacyMethod> outputs = privacy.outputs();
    Schema.Type type = RecordScan.optionalValue(field.schema()).getType();
    if (type == Schema.Type.DOUBLE || type == Schema.Type.FLOAT) {
      return outputs.entrySet().stream().map(output -> coordinate(field, output)).toList();
    }
    if (type != Schema.Type.STRING || outputs.containsValue(PrivacyMethod.CELL)) {
      throw misfit(field, "a cell is made of a real number and all else of a text");
    }
    if (privacy.privacyClass() == PrivacyClass.CARD_NUMBER) {
      return List.of(card(field, outputs));
    }
    if (outputs.containsValue(PrivacyMethod.BIN6)) {
      throw misfit(field, "BIN6 is made of a card number");
    }
    return List.of(
        new Identifier(
            field.name(),
            field.pos(),
            kind(privacy),
            outputs.keySet().stream().mapToInt(layout::index).toArray(),
            outputs.values().toArray(PrivacyMethod[]::new)));
  }

  private FieldStep coordinate(Schema.Field field, Map.Entry<String, PrivacyMethod> output) {
    if (output.getValue() != PrivacyMethod.CELL) {
      throw misfit(field, "a cell is made of a real number and all else of a text");
    }
    int most = field.name().equals("latitude") ? 90 : 180;
    return new Coordinate(field.name(), field.pos(), layout.index(output.getKey()), most);
  }

  private CardIdentifier card(Schema.Field field, Map<String, PrivacyMethod> outputs) {
    for (PrivacyMethod method : outputs.values()) {
      if (method != PrivacyMethod.TOKEN && method != PrivacyMethod.BIN6) {
        throw misfit(field, "TOKEN and BIN6 are made of a card number");
      }
    }
    Schema.Field kind = schema.getField(field.name() + KIND_SUFFIX);
    boolean declared = kind != null && kind.schema().getType() == Schema.Type.ENUM;
    return new CardIdentifier(
        field.name(),
        field.pos(),
        declared ? kind.pos() : -1,
        declared ? kind.schema().getEnumOrdinal(PAN) : -1,
        slots(outputs, PrivacyMethod.TOKEN),
        slots(outputs, PrivacyMethod.BIN6));
  }

  private int[] slots(Map<String, PrivacyMethod> outputs, PrivacyMethod method) {
    return outputs.entrySet().stream()
        .filter(output -> output.getValue() == method)
        .mapToInt(output -> layout.index(output.getKey()))
        .toArray();
  }

  private static Identifier.Kind kind(FieldPrivacy privacy) {
    if (privacy.outputs().containsValue(PrivacyMethod.EMAIL_DOMAIN)) {
      return Identifier.Kind.EMAIL;
    }
    return privacy.outputs().containsValue(PrivacyMethod.IP_NETWORK)
        ? Identifier.Kind.IP_ADDRESS
        : Identifier.Kind.OTHER;
  }

  private static IllegalArgumentException misfit(Schema.Field field, String rule) {
    return new IllegalArgumentException(
        "A field's privacy action fits its type, " + rule + ": field=" + field.name());
  }
}
