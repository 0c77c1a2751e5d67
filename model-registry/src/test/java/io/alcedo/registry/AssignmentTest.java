package io.alcedo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alcedo.registry.RefusedChangeException.Rule;
import io.alcedo.schema.ModelAction;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private static final ModelVersion A = Versions.of(0);
  private static final ModelVersion B = Versions.of(1);
  private static final ModelVersion C = Versions.of(2);
  private static final Assignment NONE = Assignment.none("cards");

  @Test
  void challengerGoesFromShadowOverCanaryToActiveAndBack() throws Exception {
    Assignment first = NONE.promote(A, 10);
    assertThat(first).isEqualTo(new Assignment("cards", 1, A, null, 0, List.of(), null, 10));
    Assignment shadowed = first.shadow(B, 20);
    assertThat(shadowed).isEqualTo(new Assignment("cards", 2, A, null, 0, List.of(B), null, 20));
    Assignment canary = shadowed.canary(B, 0.1, 30);
    assertThat(canary).isEqualTo(new Assignment("cards", 3, A, B, 0.1, List.of(), null, 30));
    Assignment wider = canary.canary(B, 0.5, 40);
    assertThat(wider.canaryShare()).isEqualTo(0.5);
    Assignment promoted = wider.promote(B, 50);
    assertThat(promoted).isEqualTo(new Assignment("cards", 5, B, null, 0, List.of(), A, 50));
    assertThat(promoted.lineUp()).containsExactly(B, A);
    Assignment back = promoted.rollBack(60);
    assertThat(back).isEqualTo(new Assignment("cards", 6, A, null, 0, List.of(), null, 60));
  }

  @Test
  void canaryStepsBackToShadowAndIsRetired() throws Exception {
    Assignment canary = NONE.promote(A, 1).canary(B, 0.2, 2);
    assertThat(canary.shadow(B, 3))
        .isEqualTo(new Assignment("cards", 3, A, null, 0, List.of(B), null, 3));
    assertThat(canary.retire(B, 3))
        .isEqualTo(new Assignment("cards", 3, A, null, 0, List.of(), null, 3));
  }

  @Test
  void previousIsShadowedOnOnceItIsReplacedOnlyIfAskedFor() throws Exception {
    Assignment second = NONE.promote(A, 1).promote(B, 2);
    assertThat(second.promote(C, 3).lineUp()).containsExactly(C, B);
    assertThat(second.shadow(A, 3).promote(C, 4).lineUp()).containsExactly(C, A, B);
    assertThat(second.retire(A, 3).lineUp()).containsExactly(B);
  }

  @Test
  void eachRuleRefuses() throws Exception {
    Assignment first = NONE.promote(A, 1);
    Assignment canary = first.canary(B, 0.2, 2);
    assertRefused(Rule.CHANGES_SOMETHING, Change.promote(A), first);
    assertRefused(Rule.CHANGES_SOMETHING, Change.shadow(B), first.shadow(B, 2));
    assertRefused(Rule.CHANGES_SOMETHING, Change.canary(B, 0.2), canary);
    assertRefused(Rule.ACTIVE_STAYS, Change.retire(A), first);
    assertRefused(Rule.ACTIVE_STAYS, Change.shadow(A), first);
    assertRefused(Rule.ACTIVE_STAYS, Change.canary(A, 0.2), first);
    for (double share : new double[] {0, 1, -0.1, 1.1, Double.NaN}) {
      assertRefused(Rule.CANARY_SHARE, Change.canary(B, share), first);
    }
    assertRefused(Rule.CANARY_BESIDE_ACTIVE, Change.canary(B, 0.2), NONE.shadow(B, 1));
    assertRefused(Rule.ONE_CANARY, Change.canary(C, 0.2), canary);
    assertRefused(Rule.ONE_CANARY, Change.promote(C), canary);
    assertRefused(Rule.HAS_PREVIOUS, Change.rollBack(), first);
    assertRefused(Rule.IS_ASSIGNED, Change.retire(B), first);
    ModelVersion other = new ModelVersion(A.version(), "00".repeat(32));
    assertRefused(Rule.ONE_DIGEST, Change.promote(other), first);
    assertRefused(Rule.ONE_DIGEST, Change.shadow(other), first);
    assertRefused(Rule.ACTIVE_AS_EXPECTED, Change.shadow(C).whileActive(B), first);
    assertRefused(Rule.ACTIVE_AS_EXPECTED, Change.promote(C).whileActive(B), NONE);
    assertThat(Change.promote(C).whileActive(A).applyTo(first, 2).active()).isEqualTo(C);
    Assignment full = first;
    for (int i = 0; i < Assignment.MOST_SHADOWS; i++) {
      full = full.shadow(Versions.of(10 + i), 3);
    }
    assertRefused(Rule.FEW_SHADOWS, Change.shadow(B), full);
  }

  private static void assertRefused(Rule rule, Change change, Assignment now) {
    RefusedChangeException refusal =
        catchThrowableOfType(RefusedChangeException.class, () -> change.applyTo(now, 99));
    assertThat(refusal).as("%s of %s", change, now).isNotNull();
    assertThat(refusal.rule()).as(refusal.getMessage()).isEqualTo(rule);
    assertThat(refusal.getMessage()).contains("=");
  }

  @Test
  void recordHoldsAnAssignmentWhole() throws Exception {
    Assignment whole =
        NONE.promote(A, 1).promote(B, 2).shadow(A, 3).shadow(C, 4).canary(C, 0.25, 5);
    assertThat(Assignment.of(whole.toRecord())).isEqualTo(whole);
    assertThat(Assignment.of(NONE.toRecord())).isEqualTo(NONE);
  }

  @Test
  void whatDoesNotAgreeIsNoAssignment() {
    assertNoAssignment(1, A, A, 0.5, List.of(), null, "does one thing");
    assertNoAssignment(1, A, null, 0, List.of(A), null, "does one thing");
    assertNoAssignment(1, A, B, 0.5, List.of(B), null, "does one thing");
    assertNoAssignment(1, A, null, 0, List.of(B, B), null, "does one thing");
    assertNoAssignment(1, A, B, 0, List.of(), null, "canaryShare=0.0");
    assertNoAssignment(1, A, B, 1, List.of(), null, "canaryShare=1.0");
    assertNoAssignment(1, A, null, 0.5, List.of(), null, "canaryShare=0.5");
    assertNoAssignment(1, A, null, 0, List.of(), A, "replaced by another");
    assertNoAssignment(1, null, null, 0, List.of(), A, "replaced by another");
    assertNoAssignment(-1, A, null, 0, List.of(), null, "generation=-1");
    ModelVersion other = new ModelVersion(B.version(), "00".repeat(32));
    assertNoAssignment(1, A, null, 0, List.of(B), other, "one digest");
  }

  private static void assertNoAssignment(
      long generation,
      ModelVersion active,
      ModelVersion canary,
      double share,
      List<ModelVersion> shadows,
      ModelVersion previous,
      String message) {
    assertThatThrownBy(
            () -> new Assignment("cards", generation, active, canary, share, shadows, previous, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void changeNamesWhatItsActionNeeds() {
    assertThatThrownBy(() -> new Change(ModelAction.PROMOTE, null, null, null))
        .hasMessageContaining("action=PROMOTE");
    assertThatThrownBy(() -> new Change(ModelAction.ROLL_BACK, A, null, null))
        .hasMessageContaining("action=ROLL_BACK");
    assertThatThrownBy(() -> new Change(ModelAction.CANARY, A, null, null))
        .hasMessageContaining("canaryShare=null");
    assertThatThrownBy(() -> new Change(ModelAction.STAGE, A, null, null))
        .hasMessageContaining("action=STAGE");
    assertThatThrownBy(() -> new Request(" ", "")).hasMessageContaining("by=");
  }
}
