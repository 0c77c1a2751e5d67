package io.alcedo.scoring.hop;

import io.alcedo.features.EntityPlan;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.plan.PlanSource;
import org.apache.flink.api.java.functions.KeySelector;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the key of an event at one hop: its entity's, or, where it has no such entity, one made
 * of its transaction id, so that the entity's absence makes no hot key. Keys of the latter kind
 * start with a character that no tenant may hold, and never get a profile.
 */
public final class EntityKey implements KeySelector<ScoringEvent, String> {
  private static final long serialVersionUID = 1L;
  private static final char ABSENT = '!';

  private final PlanSource source;
  private final int position;
  private final KeySide side;
  private transient @Nullable EntityPlan entity;

  /** Creates the selector for the entity of this position in the plan. */
  public EntityKey(PlanSource source, int position) {
    this(source, position, KeySide.ALL);
  }

  /** Creates the selector for an entity's hop on one side of a takeover. */
  public EntityKey(PlanSource source, int position, KeySide side) {
    this.source = source;
    this.position = position;
    this.side = side;
  }

  @Override
  public String getKey(ScoringEvent event) {
    EntityPlan compiled = entity;
    if (compiled == null) {
      compiled = source.compileEntity(position);
      entity = compiled;
    }
    TransactionRow row = side.row(event);
    String key = row == null ? null : compiled.key(row);
    return key != null ? key : absent(event);
  }

  private static String absent(ScoringEvent event) {
    return ABSENT + event.transactionKey();
  }

  /** Returns whether a key stands for the absence of the entity. */
  static boolean isAbsent(String key) {
    return key.charAt(0) == ABSENT;
  }
}
