package io.alcedo.scoring.hop;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeaturePlan;
import io.alcedo.privacy.IngestPolicy;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.scoring.hop.KeySide.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hops of a job in their order: one for each entity of the feature set, and two where a key of
 * the pseudonyms is taking over from another and the entity depends on it. Stateless.
 *
 * <p>A hop is found again by its id: {@code hop-ENTITY}, followed by the key whose profiles it
 * holds unless that is the first that there ever was. The ids of entities that are found without a
 * token stay where a compromised key stops at once: a terminal's past is worth more than that its
 * different cards are counted right for a while.
 */
public final class HopChain {
  /**
   * One hop.
   *
   * @param position the entity's position in the feature set
   * @param id the operator's id
   * @param side which events it takes
   */
  public record Hop(int position, String id, KeySide side) {}

  private HopChain() {}

  /**
   * Returns the hops of a feature set.
   *
   * @param rotation the last change of the pseudonyms' key, null where there was none
   */
  public static List<Hop> of(FeaturePlan plan, @Nullable KeyRotation rotation) {
    List<Hop> hops = new ArrayList<>();
    List<EntityPlan> entities = plan.entities();
    for (int i = 0; i < entities.size(); i++) {
      EntityPlan entity = entities.get(i);
      String id = "hop-" + entity.name();
      boolean found = entity.slots().stream().anyMatch(IngestPolicy.tokenSlots()::contains);
      if (rotation == null || !(found || remembersTokens(entity))) {
        hops.add(new Hop(i, id, KeySide.ALL));
      } else if (rotation.running()) {
        long takeover = rotation.takeoverAt().toEpochMilli();
        String from = found ? rotation.from() : rotation.rememberedFrom();
        hops.add(new Hop(i, id + rotation.suffix(from), new KeySide(Role.BEFORE, takeover)));
        hops.add(
            new Hop(i, id + rotation.suffix(rotation.to()), new KeySide(Role.AFTER, takeover)));
      } else {
        String to = found ? rotation.to() : rotation.rememberedTo();
        hops.add(new Hop(i, id + rotation.suffix(to), KeySide.ALL));
      }
    }
    return List.copyOf(hops);
  }

  private static boolean remembersTokens(EntityPlan entity) {
    return entity.layout().dimensions().stream()
        .flatMap(dimension -> dimension.slots().stream())
        .map(RowLayout.Slot::name)
        .anyMatch(IngestPolicy.tokenSlots()::contains);
  }
}
