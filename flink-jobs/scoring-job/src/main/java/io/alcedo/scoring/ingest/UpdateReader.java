package io.alcedo.scoring.ingest;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.privacy.DeadLetterCode;
import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.IngestPolicy;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.privacy.PersonalDataSearch;
import io.alcedo.privacy.Pseudonymiser;
import io.alcedo.privacy.RejectedException;
import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ThreeDSecureResult;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.LabelEvent;
import io.alcedo.scoring.event.OutcomeEvent;
import io.alcedo.scoring.event.ScoringEvent;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of label and outcome records, or says what is wrong with them. These records should
 * hold pseudonyms and kept values only; a text that has a slot in a row is refused where it holds a
 * card number or an e-mail address, and others go no further. Thread-safe.
 *
 * <p>A label of a transaction from a rotation carries its entities under both keys, those of the
 * key that was to take over with {@link ScoringEvent#NEXT} before their names; each token says by
 * itself which key made it, so a label finds the profiles of the key that is in force when it
 * comes.
 */
public final class UpdateReader {
  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int MOST_TEXT_CHARACTERS = 256;

  private final RowLayout layout;
  private final Set<String> exempt;
  private final @Nullable KeyRotation rotation;

  /**
   * Creates a reader.
   *
   * @param layout of the rows that it makes
   * @param limits which fields are not searched for card numbers and e-mail addresses
   * @param rotation the last change of the pseudonyms' key, null where there was none
   */
  public UpdateReader(RowLayout layout, IngestLimits limits, @Nullable KeyRotation rotation) {
    this.layout = layout;
    this.rotation = rotation;
    this.exempt = limits.cardNumbersAllowedIn();
  }

  /**
   * Returns the event of a label.
   *
   * @throws RejectedException where a field breaks its rule
   */
  public LabelEvent label(Label label) throws RejectedException {
    long eventTime = label.getEventTime().toEpochMilli();
    KeyRotation last = rotation;
    String key = last == null ? "" : last.keyAt(label.getEventTime());
    TransactionRow row = row(label, key);
    TransactionRow twin =
        last == null || key.equals(last.to()) || !knows(label, last.to())
            ? null
            : row(label, last.to());
    if (label.getBaseAmountMinor() < 0) {
      throw new RejectedException(
          DeadLetterCode.INVALID_AMOUNT,
          "baseAmountMinor is not negative; send minor units, and a refund by its type");
    }
    return new LabelEvent(
        row,
        twin,
        new LabelUpdate(
            idHash(row),
            eventTime,
            label.getBaseAmountMinor(),
            verdict(label),
            label.getRevision()));
  }

  /**
   * Returns the event of an outcome, not resolved: its entities are not in the record.
   *
   * @throws RejectedException where a field breaks its rule
   */
  public OutcomeEvent outcome(Outcome outcome) throws RejectedException {
    TransactionRow row = row(outcome.getTenant(), outcome.getTransactionId());
    return new OutcomeEvent(
        row, update(outcome, idHash(row), TransactionRow.ABSENT, TransactionRow.ABSENT));
  }

  /** Returns what an outcome tells profiles of a transaction of this hash, time and amount. */
  public static OutcomeUpdate update(
      Outcome outcome, long idHash, long eventTime, long baseAmountMinor) {
    return new OutcomeUpdate(
        idHash,
        eventTime,
        baseAmountMinor,
        action(outcome),
        outcome.getThreeDSecureResult() == ThreeDSecureResult.FAILED);
  }

  private static OutcomeAction action(Outcome outcome) {
    return switch (outcome.getAction()) {
      case APPROVED -> OutcomeAction.APPROVED;
      case DECLINED_BY_ISSUER -> OutcomeAction.DECLINED_BY_ISSUER;
      case DECLINED_BY_POLICY -> OutcomeAction.DECLINED_BY_POLICY;
      case ABANDONED -> OutcomeAction.ABANDONED;
      case REVERSED -> OutcomeAction.REVERSED;
      case SETTLED -> OutcomeAction.SETTLED;
      case UNKNOWN -> OutcomeAction.UNKNOWN;
    };
  }

  private static Verdict verdict(Label label) throws RejectedException {
    return switch (label.getVerdict()) {
      case FRAUD -> Verdict.FRAUD;
      case GENUINE -> Verdict.GENUINE;
      case WITHDRAWN -> Verdict.WITHDRAWN;
      case UNKNOWN ->
          throw new RejectedException(
              DeadLetterCode.INVALID_FIELD, "verdict is one of FRAUD, GENUINE and WITHDRAWN");
    };
  }

  /** Returns whether a label's transaction was written under a key. */
  private static boolean knows(Label label, String key) {
    return label.getEntities().values().stream()
        .anyMatch(value -> Pseudonymiser.keyOf(value).equals(key));
  }

  /**
   * Returns the row of a label's transaction.
   *
   * @param key the key whose tokens it is to have; empty takes those that are not for later
   */
  private TransactionRow row(Label label, String key) throws RejectedException {
    TransactionRow row = row(label.getTenant(), label.getTransactionId());
    row.setNumber(TransactionRow.EVENT_TIME, label.getEventTime().toEpochMilli());
    for (Map.Entry<String, String> entity : label.getEntities().entrySet()) {
      String stated = entity.getKey();
      boolean next = !key.isEmpty() && stated.startsWith(ScoringEvent.NEXT);
      String name = next ? stated.substring(ScoringEvent.NEXT.length()) : stated;
      RowLayout.Slot slot = layout.find(name);
      if (slot != null && slot.kind() == RowLayout.Kind.TEXT) {
        String value = text(stated, entity.getValue());
        if (key.isEmpty()
            || !IngestPolicy.tokenSlots().contains(name)
            || Pseudonymiser.keyOf(value).equals(key)) {
          row.setText(slot.index(), value);
        }
      }
    }
    // Entities cannot rename the transaction.
    row.setText(TransactionRow.TENANT, label.getTenant());
    row.setText(TransactionRow.TRANSACTION_ID, label.getTransactionId());
    return row;
  }

  private TransactionRow row(String tenant, String transactionId) throws RejectedException {
    if (transactionId.isBlank()) {
      throw new RejectedException(
          DeadLetterCode.MISSING_ID, "transactionId is not blank; send the platform's own id");
    }
    if (!TENANT.matcher(tenant).matches()) {
      throw new RejectedException(
          DeadLetterCode.INVALID_TENANT,
          "tenant is 1 to 64 of letters, digits, dot, underscore and hyphen");
    }
    TransactionRow row = layout.newRow();
    row.setText(TransactionRow.TENANT, text("tenant", tenant));
    row.setText(TransactionRow.TRANSACTION_ID, text("transactionId", transactionId));
    return row;
  }

  private String text(String field, String value) throws RejectedException {
    if (value.length() > MOST_TEXT_CHARACTERS) {
      throw new RejectedException(
          DeadLetterCode.TEXT_TOO_LONG,
          field + " has at most " + MOST_TEXT_CHARACTERS + " characters");
    }
    if (!exempt.contains(field)) {
      PersonalDataSearch.check(field, value);
    }
    return value;
  }

  private static long idHash(TransactionRow row) {
    return StableHash.of(
        row.required(TransactionRow.TENANT), row.required(TransactionRow.TRANSACTION_ID));
  }
}
