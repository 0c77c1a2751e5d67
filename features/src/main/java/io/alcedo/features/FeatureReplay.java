package io.alcedo.features;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.profile.Profile;
import io.alcedo.schema.row.TransactionRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A feature plan run over history in memory, as training does it: the same code as in the stream,
 * with the profiles in hash maps. Give it events in the one total order (event time, a label's
 * being when it was reported; labels, then outcomes, then transactions at the same instant; then
 * input order), each transaction once. Owned by one thread.
 */
public final class FeatureReplay {
  private final FeaturePlan plan;
  private final List<EntityPlan> entities;
  private final List<Map<String, Profile>> profiles;

  /** Creates a replay without history. */
  public FeatureReplay(FeaturePlan plan) {
    this.plan = plan;
    this.entities = plan.entities();
    this.profiles = entities.stream().<Map<String, Profile>>map(entity -> new HashMap<>()).toList();
  }

  /** Returns the vector of a transaction, a new array, and records the transaction. */
  public float[] transaction(long idHash, TransactionRow row) {
    float[] vector = plan.newVector();
    transaction(idHash, row, vector);
    return vector;
  }

  /** Fills the vector of a transaction and records the transaction. */
  public void transaction(long idHash, TransactionRow row, float[] vector) {
    plan.rowFeatures(row, vector);
    for (int i = 0; i < entities.size(); i++) {
      EntityPlan entity = entities.get(i);
      String key = entity.key(row);
      if (key == null) {
        entity.absent(vector);
      } else {
        entity.transaction(profile(i, key), idHash, row, vector);
      }
    }
  }

  /**
   * Records a verdict.
   *
   * @param row the transaction's row, or one with just tenant and entity slots filled
   */
  public void label(TransactionRow row, LabelUpdate update) {
    for (int i = 0; i < entities.size(); i++) {
      String key = entities.get(i).key(row);
      if (key != null) {
        entities.get(i).label(profile(i, key), update);
      }
    }
  }

  /**
   * Records what became of a transaction.
   *
   * @param row the transaction's row, or one with just tenant and entity slots filled
   */
  public void outcome(TransactionRow row, OutcomeUpdate update) {
    for (int i = 0; i < entities.size(); i++) {
      String key = entities.get(i).key(row);
      if (key != null) {
        entities.get(i).outcome(profile(i, key), update);
      }
    }
  }

  /** Returns the number of profiles held, over all entities. */
  public int profiles() {
    return profiles.stream().mapToInt(Map::size).sum();
  }

  private Profile profile(int entity, String key) {
    return profiles.get(entity).computeIfAbsent(key, absent -> entities.get(entity).newProfile());
  }
}
