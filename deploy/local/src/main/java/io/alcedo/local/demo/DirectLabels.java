package io.alcedo.local.demo;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeaturePlan;
import io.alcedo.local.traffic.FollowUps;
import io.alcedo.privacy.Ingest;
import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.IngestPolicy;
import io.alcedo.privacy.Keyset;
import io.alcedo.privacy.Pseudonymiser;
import io.alcedo.privacy.RejectedException;
import io.alcedo.schema.Label;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.schema.topics.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Writes frauds to the labels topic when they become known, in place of a job that learns: the
 * verdict with the pseudonyms of the transaction's entities, under the demo's own keyset. One
 * thread only.
 */
final class DirectLabels implements FollowUps {
  private final FeaturePlan plan;
  private final Framing framing;
  private final Ingest ingest;
  private final PriorityQueue<LabelledTransaction> unknown =
      new PriorityQueue<>(Comparator.comparingLong(LabelledTransaction::labelKnownAt));

  DirectLabels(FeaturePlan plan, Keyset keyset, Framing framing, InstantSource clock) {
    this.plan = plan;
    this.framing = framing;
    this.ingest =
        new Ingest(
            IngestPolicy.of(plan.layout(), IngestLimits.DEFAULT.withAnyTime()),
            Pseudonymiser.of(keyset),
            framing,
            clock);
  }

  @Override
  public void follow(LabelledTransaction transaction) {
    if (Boolean.TRUE.equals(transaction.fraud())) {
      unknown.add(transaction);
    }
  }

  @Override
  public void tellDue(long now, Telling telling) {
    while (!unknown.isEmpty() && unknown.peek().labelKnownAt() <= now) {
      LabelledTransaction fraud = unknown.remove();
      telling.tell(Topic.LABELS, fraud.labelKnownAt(), label(fraud));
    }
  }

  private byte[] label(LabelledTransaction fraud) {
    Transaction transaction = fraud.transaction();
    TransactionRow row;
    try {
      row = ingest.anonymise(transaction);
    } catch (RejectedException e) {
      throw new IllegalArgumentException("A fraud to report is a valid transaction: " + e.code());
    }
    Label label = new Label();
    label.setTransactionId(transaction.getTransactionId());
    label.setTenant(transaction.getTenant());
    label.setEventTime(transaction.getEventTime());
    label.setBaseAmountMinor(transaction.getBaseAmountMinor());
    label.setVerdict(Verdict.FRAUD);
    label.setPreviousVerdict(Verdict.UNKNOWN);
    label.setRevision(1);
    label.setReportedAt(Instant.ofEpochMilli(fraud.labelKnownAt()));
    label.setEntities(entities(row));
    return framing.encode(label);
  }

  private Map<String, String> entities(TransactionRow row) {
    Map<String, String> entities = new TreeMap<>();
    for (EntityPlan entity : plan.entities()) {
      for (String name : entity.slots()) {
        RowLayout.Slot slot = Objects.requireNonNull(plan.layout().find(name));
        String value = slot.kind() == RowLayout.Kind.TEXT ? row.text(slot.index()) : null;
        if (value != null) {
          entities.put(name, value);
        }
      }
    }
    return entities;
  }
}
