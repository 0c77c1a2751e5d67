package io.alcedo.scoring.decision;

import io.alcedo.model.Thresholds;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.Reason;
import io.alcedo.schema.ShadowScore;
import io.alcedo.scoring.event.TransactionEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction with its decision: all that its records say. Owned by one thread, like the event.
 *
 * @param event the transaction with its whole vector
 * @param decided what is to be done
 * @param model the model that scored, null where none answered
 * @param score the model's probability of fraud, NaN where none answered
 * @param thresholds the scores from which a transaction like this one is reviewed and declined
 * @param degradation in which way the decision is less than the best
 * @param reasons why, largest first; empty for APPROVE
 * @param reasonsSkipped whether reasons were due but left out
 * @param shadowScores what models that did not decide say
 * @param scoredAtMillis when the decision was made, in milliseconds since 1970 UTC
 */
public record Scored(
    TransactionEvent event,
    Decided decided,
    @Nullable ScoredBy model,
    double score,
    Thresholds thresholds,
    Degradation degradation,
    List<Reason> reasons,
    boolean reasonsSkipped,
    List<ShadowScore> shadowScores,
    long scoredAtMillis) {}
