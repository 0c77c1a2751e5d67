package io.alcedo.local.leak;

import static io.alcedo.privacy.DeadLetterCode.CARD_NUMBER_IN_TEXT;
import static io.alcedo.privacy.DeadLetterCode.EMAIL_IN_TEXT;
import static io.alcedo.privacy.DeadLetterCode.INVALID_AMOUNT;
import static io.alcedo.privacy.DeadLetterCode.INVALID_CARD_NUMBER;
import static io.alcedo.privacy.DeadLetterCode.INVALID_FIELD;
import static io.alcedo.privacy.DeadLetterCode.INVALID_TENANT;
import static io.alcedo.privacy.DeadLetterCode.MISSING_ID;
import static io.alcedo.privacy.DeadLetterCode.NULL_VALUE;
import static io.alcedo.privacy.DeadLetterCode.OTHER_RECORD;
import static io.alcedo.privacy.DeadLetterCode.RECORD_TOO_LARGE;
import static io.alcedo.privacy.DeadLetterCode.TEXT_TOO_LONG;
import static io.alcedo.privacy.DeadLetterCode.TIME_OUT_OF_BOUNDS;
import static io.alcedo.privacy.DeadLetterCode.UNDECODABLE;
import static io.alcedo.privacy.DeadLetterCode.UNKNOWN_CURRENCY;
import static io.alcedo.privacy.DeadLetterCode.UNKNOWN_SCHEMA;

import io.alcedo.local.learning.Verdicts;
import io.alcedo.privacy.DeadLetterCode;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records of every kind that cannot be used, each full of a person's data. */
public final class BrokenRecords {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();
  private static final int LARGE = 10 << 20;

  private final CanaryPerson person;
  private final Instant time;
  private final String run;
  private final List<Broken> all = new ArrayList<>();

  /**
   * A record and the code that it is put aside with.
   *
   * @param name what is wrong with it
   */
  public record Broken(String name, DeadLetterCode code, byte @Nullable [] value) {}

  private BrokenRecords(CanaryPerson person, Instant time, String run) {
    this.person = person;
    this.time = time;
    this.run = run;
  }

  /**
   * Returns broken transactions of a person. Whatever can be wrong with a record on its own is
   * there.
   *
   * @param run goes into the ids, so that they differ from all others
   */
  public static List<Broken> transactions(CanaryPerson person, Instant time, String run) {
    BrokenRecords records = new BrokenRecords(person, time, run);
    records.undecodable();
    records.identifiers();
    records.values();
    records.personalData();
    return records.all;
  }

  /** Returns a record of 10 MB. */
  public static Broken large(CanaryPerson person) {
    byte[] value = new byte[LARGE];
    byte[] text = json(person);
    for (int at = 0; at < LARGE; at += text.length) {
      System.arraycopy(text, 0, value, at, Math.min(text.length, LARGE - at));
    }
    return new Broken("10 MB", RECORD_TOO_LARGE, value);
  }

  /** Returns broken outcomes. */
  public static List<Broken> outcomes(CanaryPerson person, Instant time) {
    byte[] good = FRAMING.encode(outcome(person.writtenPan(), time));
    return List.of(
        new Broken("card as outcome's id", CARD_NUMBER_IN_TEXT, good),
        new Broken(
            "e-mail as outcome's id", EMAIL_IN_TEXT, FRAMING.encode(outcome(person.email(), time))),
        new Broken("outcome cut short", UNDECODABLE, Arrays.copyOf(good, good.length - 3)),
        new Broken("outcome in JSON", UNDECODABLE, json(person)),
        new Broken("outcome without value", NULL_VALUE, null));
  }

  /** Returns broken labels. */
  public static List<Broken> labels(CanaryPerson person, Instant time) {
    Label tenant = label(person, time, "label-tenant");
    tenant.setTenant(person.pan());
    Label card = label(person, time, "label-entity");
    card.setEntities(Map.of("cardToken", person.writtenPan()));
    Label email = label(person, time, "label-" + person.email());
    byte[] good = FRAMING.encode(card);
    return List.of(
        new Broken("card as label's tenant", CARD_NUMBER_IN_TEXT, FRAMING.encode(tenant)),
        new Broken("card as label's entity", CARD_NUMBER_IN_TEXT, good),
        new Broken("e-mail as label's id", EMAIL_IN_TEXT, FRAMING.encode(email)),
        new Broken("label cut short", UNDECODABLE, Arrays.copyOf(good, good.length - 5)),
        new Broken("label of another topic", OTHER_RECORD, transaction(person, time)));
  }

  /** Returns broken verdicts. */
  public static List<Broken> feedback(CanaryPerson person) {
    byte[] good = FRAMING.encode(Verdicts.analyst(person.writtenPan(), Verdict.FRAUD));
    Feedback tenant = Verdicts.analyst("verdict-tenant", Verdict.FRAUD);
    tenant.setTenant(person.pan());
    Feedback scheme = Verdicts.analyst("verdict-scheme", Verdict.FRAUD);
    scheme.setScheme(person.email());
    Feedback code = Verdicts.analyst("verdict-code", Verdict.FRAUD);
    code.setReasonCode("10.4 " + person.writtenPan());
    Feedback stage = Verdicts.analyst("verdict-stage", Verdict.FRAUD);
    stage.setStage(person.name());
    Feedback type = Verdicts.analyst("verdict-type", Verdict.FRAUD);
    type.setFraudType(person.address().repeat(20));
    return List.of(
        new Broken("card as verdict's id", CARD_NUMBER_IN_TEXT, good),
        new Broken("card as verdict's tenant", CARD_NUMBER_IN_TEXT, FRAMING.encode(tenant)),
        new Broken("e-mail as verdict's scheme", EMAIL_IN_TEXT, FRAMING.encode(scheme)),
        new Broken("card in verdict's code", CARD_NUMBER_IN_TEXT, FRAMING.encode(code)),
        new Broken("name as verdict's stage", INVALID_FIELD, FRAMING.encode(stage)),
        new Broken("long address as fraud type", TEXT_TOO_LONG, FRAMING.encode(type)),
        new Broken("verdict cut short", UNDECODABLE, Arrays.copyOf(good, good.length - 2)),
        new Broken("verdict in JSON", UNDECODABLE, json(person)),
        new Broken("transaction for a verdict", OTHER_RECORD, transaction(person, Instant.EPOCH)),
        new Broken("verdict without value", NULL_VALUE, null));
  }

  /** Returns broken vectors. */
  public static List<Broken> vectors(CanaryPerson person, Instant time) {
    ScoredFeatures entity = Verdicts.scored("vector-entity", time);
    entity.setEntities(Map.of("terminalId", person.writtenPan()));
    return List.of(
        new Broken(
            "e-mail as vector's id",
            EMAIL_IN_TEXT,
            FRAMING.encode(Verdicts.scored(person.email(), time))),
        new Broken("card as vector's entity", CARD_NUMBER_IN_TEXT, FRAMING.encode(entity)),
        new Broken("vector in JSON", UNDECODABLE, json(person)));
  }

  /** Returns a good outcome. */
  public static Outcome outcome(String transactionId, Instant time) {
    return Outcome.newBuilder()
        .setTransactionId(transactionId)
        .setTenant("acme")
        .setAction(OutcomeAction.APPROVED)
        .setOccurredAt(time)
        .build();
  }

  /** Returns a good label, which names an entity that no profile has. */
  static Label label(CanaryPerson person, Instant time, String id) {
    return Label.newBuilder()
        .setTransactionId(id)
        .setTenant("acme")
        .setEventTime(time)
        .setBaseAmountMinor(100)
        .setVerdict(Verdict.FRAUD)
        .setReportedAt(time)
        .setEntities(Map.of(person.signal(), person.pan()))
        .build();
  }

  private static byte[] transaction(CanaryPerson person, Instant time) {
    return FRAMING.encode(person.transaction("t-elsewhere", time));
  }

  private static byte[] json(CanaryPerson person) {
    String text =
        "{\"pan\":\""
            + person.writtenPan()
            + "\",\"email\":\""
            + person.email()
            + "\",\"name\":\""
            + person.name()
            + "\"}\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void undecodable() {
    byte[] good = transaction(person, time);
    put("cut short behind the card", UNDECODABLE, Arrays.copyOf(good, good.length / 2));
    put("trailing bytes", UNDECODABLE, Arrays.copyOf(good, good.length + 4));
    byte[] lengths = good.clone();
    Arrays.fill(lengths, 10, 14, (byte) 0xFF);
    put("absurd length", UNDECODABLE, lengths);
    put("JSON text", UNDECODABLE, json(person));
    put("a bare card number", UNDECODABLE, person.pan().getBytes(StandardCharsets.US_ASCII));
    put("nothing at all", UNDECODABLE, new byte[0]);
    byte[] unknown = good.clone();
    unknown[4] ^= 0x55;
    put("unknown schema", UNKNOWN_SCHEMA, unknown);
    put("null value", NULL_VALUE, null);
    put("an outcome", OTHER_RECORD, FRAMING.encode(outcome(person.pan(), time)));
  }

  private void identifiers() {
    add("blank id", MISSING_ID, t -> t.setTransactionId("  "));
    add("name as tenant", INVALID_TENANT, t -> t.setTenant(person.name()));
    add("wrong check digit", INVALID_CARD_NUMBER, t -> t.setCardNumber(person.mistypedPan()));
    add("name as card", INVALID_CARD_NUMBER, t -> t.setCardNumber(person.name()));
  }

  private void values() {
    add("negative amount", INVALID_AMOUNT, t -> t.setAmountMinor(-1));
    add("absurd amount", INVALID_AMOUNT, t -> t.setBaseAmountMinor(Long.MAX_VALUE));
    add("card as amount", INVALID_AMOUNT, t -> t.setAmountMinor(Long.parseLong(person.pan())));
    add("unknown currency", UNKNOWN_CURRENCY, t -> t.setCurrency("XYZ"));
    add("name as currency", UNKNOWN_CURRENCY, t -> t.setCurrency(person.name()));
    add("long past", TIME_OUT_OF_BOUNDS, t -> t.setEventTime(time.minus(Duration.ofDays(90))));
    add("far future", TIME_OUT_OF_BOUNDS, t -> t.setEventTime(time.plus(Duration.ofDays(90))));
    add("control character", INVALID_FIELD, t -> t.setMerchantId(person.name() + "\u0007"));
    add("offset of days", INVALID_FIELD, t -> t.setUtcOffsetMinutes(5_000));
    add("no such latitude", INVALID_FIELD, t -> t.setLatitude(123.4567890123));
    add("long text", TEXT_TOO_LONG, t -> t.setMerchantId(person.name().repeat(40)));
  }

  private void personalData() {
    add("card as id", CARD_NUMBER_IN_TEXT, t -> t.setTransactionId("t-" + person.writtenPan()));
    add("card as tenant", CARD_NUMBER_IN_TEXT, t -> t.setTenant(person.pan()));
    add("card as merchant", CARD_NUMBER_IN_TEXT, t -> t.setMerchantId(person.writtenPan()));
    add("card as currency", CARD_NUMBER_IN_TEXT, t -> t.setCurrency(person.pan()));
    add("card in country", CARD_NUMBER_IN_TEXT, t -> t.setMerchantCountry("NL " + person.pan()));
    add("e-mail as id", EMAIL_IN_TEXT, t -> t.setTransactionId(person.email()));
    add("e-mail as terminal", EMAIL_IN_TEXT, t -> t.setTerminalId(person.email()));
    add("e-mail as original", EMAIL_IN_TEXT, t -> t.setOriginalTransactionId(person.email()));
  }

  private void add(String name, DeadLetterCode code, Consumer<Transaction> change) {
    Transaction transaction = person.transaction("t-broken-" + run + "-" + all.size(), time);
    change.accept(transaction);
    put(name, code, FRAMING.encode(transaction));
  }

  private void put(String name, DeadLetterCode code, byte @Nullable [] value) {
    all.add(new Broken(name, code, value));
  }
}
