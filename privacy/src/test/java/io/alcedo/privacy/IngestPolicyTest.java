package io.alcedo.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.Transaction;
import io.alcedo.schema.privacy.FieldPrivacy;
import io.alcedo.schema.privacy.PrivacyAction;
import io.alcedo.schema.row.RowLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class IngestPolicyTest {
  private static final Map<String, Object> OTHER_VALUES =
      Map.ofEntries(
          Map.entry("accountId", "A-78"),
          Map.entry("cardNumber", "5555555555554444"),
          Map.entry("accountReference", "PAR-30"),
          Map.entry("cardholderName", "Bob Example"),
          Map.entry("cardholderEmail", "bob@example.net"),
          Map.entry("billingPostcode", "9999 ZZ"),
          Map.entry("deviceId", "device-5"),
          Map.entry("ipAddress", "198.51.100.1"),
          Map.entry("latitude", 10.0),
          Map.entry("longitude", 10.0));

  @Test
  void fieldsThatAreNotKeptReachOnlyTheirOutputs() throws Exception {
    Ingest ingest = TestTransactions.ingest();
    Map<String, Object> before = values(ingest, TestTransactions.valid());
    for (Schema.Field field : Transaction.getClassSchema().getFields()) {
      FieldPrivacy privacy = FieldPrivacy.of(field);
      if (privacy.action() != PrivacyAction.KEEP) {
        Transaction t = TestTransactions.valid();
        t.put(field.pos(), OTHER_VALUES.get(field.name()));
        Map<String, Object> after = values(ingest, t);

        Map<String, Object> changed = new HashMap<>(after);
        changed.entrySet().removeAll(before.entrySet());
        assertThat(changed.keySet()).as(field.name()).isEqualTo(privacy.outputs().keySet());
        assertThat(after.values()).as(field.name()).doesNotContain(OTHER_VALUES.get(field.name()));
      }
    }
  }

  @Test
  void aDroppedFieldOfAnyTypeNeedsNoJava() {
    Schema nested =
        parse(
            """
            {"type": "record", "name": "N", "fields": [
              {"name": "a", "type": {"type": "array", "items": "bytes"}},
              {"name": "u", "type": ["null", "string", "N"]},
              {"name": "f", "type": {"type": "fixed", "name": "F", "size": 3}}]}
            """);
    for (Schema type :
        List.of(nested, Schema.create(Schema.Type.BYTES), Schema.createArray(nested))) {
      Schema.Field extra = annotated("extra", type, "DROP");
      assertThat(IngestPolicy.of(with(extra), RowLayout.STANDARD, IngestLimits.DEFAULT).steps())
          .hasSameSizeAs(IngestPolicy.of(RowLayout.STANDARD, IngestLimits.DEFAULT).steps());
    }
  }

  @Test
  void aFieldWithoutAnnotationsOrWithWrongOnesIsRefused() {
    Schema text = Schema.create(Schema.Type.STRING);
    refused(new Schema.Field("extra", text), "extra");
    refused(annotated("extra", text, "KEEP"), "extra");
    Schema.Field cell = annotated("extra", text, "GENERALISE");
    cell.addProp(FieldPrivacy.OUTPUTS_PROPERTY, Map.of("latitude", "CELL"));
    refused(cell, "extra");
    Schema.Field token = annotated("extra", Schema.create(Schema.Type.DOUBLE), "PSEUDONYMISE");
    token.addProp(FieldPrivacy.OUTPUTS_PROPERTY, Map.of("cardToken", "TOKEN"));
    refused(token, "extra");
    Schema.Field bin = annotated("extra", text, "PSEUDONYMISE");
    bin.addProp(FieldPrivacy.OUTPUTS_PROPERTY, Map.of("cardBin", "BIN6"));
    refused(bin, "extra");
  }

  @Test
  void limitsAreChecked() {
    assertThat(IngestLimits.DEFAULT)
        .isEqualTo(
            new IngestLimits(
                Duration.ofDays(30),
                Duration.ofHours(1),
                1_000_000_000_000L,
                65_536,
                256,
                Set.of()));
    Duration day = Duration.ofDays(1);
    assertThatThrownBy(() -> new IngestLimits(day.negated(), day, 1, 1, 1, Set.of()))
        .hasMessageContaining("mostPast");
    assertThatThrownBy(() -> new IngestLimits(day, day, 0, 1, 1, Set.of()))
        .hasMessageContaining("mostAmountMinor");
    assertThatThrownBy(() -> new IngestLimits(day, day, 1, 0, 1, Set.of()))
        .hasMessageContaining("mostBytes");
    IngestLimits typo = new IngestLimits(day, day, 1, 1, 1, Set.of("transactionID"));
    assertThatThrownBy(() -> IngestPolicy.of(RowLayout.STANDARD, typo))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("transactionID");
  }

  private static Map<String, Object> values(Ingest ingest, Transaction t) throws Exception {
    return SlowReference.values(TestTransactions.LAYOUT, ingest.anonymise(t));
  }

  private static void refused(Schema.Field field, String named) {
    assertThatThrownBy(() -> IngestPolicy.of(with(field), RowLayout.STANDARD, IngestLimits.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  private static Schema.Field annotated(String name, Schema type, String action) {
    Schema.Field field = new Schema.Field(name, type);
    field.addProp(FieldPrivacy.CLASS_PROPERTY, "CONTACT");
    field.addProp(FieldPrivacy.ACTION_PROPERTY, action);
    return field;
  }

  private static Schema with(Schema.Field extra) {
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : Transaction.getClassSchema().getFields()) {
      fields.add(new Schema.Field(field, field.schema()));
    }
    fields.add(extra);
    return Schema.createRecord("Transaction", "", "io.alcedo.schema", false, fields);
  }

  private static Schema parse(String json) {
    return new org.apache.avro.SchemaParser().parse(json).mainSchema();
  }
}
