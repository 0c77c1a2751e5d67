package io.alcedo.features.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.TestRows;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeState;
import io.alcedo.schema.Channel;
import io.alcedo.schema.TransactionType;
import io.alcedo.schema.row.TransactionRow;
import org.junit.jupiter.api.Test;

class FilterParserTest {
  private static final int PURCHASE = TransactionType.PURCHASE.ordinal();
  private static final int ONLINE = Channel.ONLINE.ordinal();

  private static EventFilter filter(String where) {
    SetDefinition set =
        SetParser.parse(
                "name: x\nentities: {card: cardToken}\nfeatures:\n"
                    + "  - {name: f, family: one, count: card, window: 1d"
                    + (where.isEmpty() ? "" : ", where: " + where)
                    + "}\n")
            .set();
    return ((Computation.Aggregate) set.features().get(0).computation()).filter();
  }

  @Test
  void countsSpendingWhereNothingIsStated() {
    EventFilter filter = filter("");

    for (TransactionType type : TransactionType.values()) {
      boolean spending =
          switch (type) {
            case PURCHASE, CASH_WITHDRAWAL, TRANSFER -> true;
            case UNKNOWN, VERIFICATION, REFUND, REVERSAL -> false;
          };
      assertThat(filter.matches(type.ordinal(), ONLINE)).as(type.name()).isEqualTo(spending);
    }
    for (OutcomeState state : OutcomeState.values()) {
      assertThat(filter.matches(PURCHASE, ONLINE, state.bit())).as(state.name()).isTrue();
    }
  }

  @Test
  void replacesSpendingByTheTypesNamed() {
    EventFilter filter = filter("{type: [refund, REVERSAL]}");

    assertThat(filter.matches(TransactionType.REFUND.ordinal(), ONLINE)).isTrue();
    assertThat(filter.matches(TransactionType.REVERSAL.ordinal(), ONLINE)).isTrue();
    assertThat(filter.matches(PURCHASE, ONLINE)).isFalse();
  }

  @Test
  void keepsSpendingWhereOnlyTheChannelIsNamed() {
    EventFilter filter = filter("{channel: online}");

    assertThat(filter.matches(PURCHASE, ONLINE)).isTrue();
    assertThat(filter.matches(PURCHASE, Channel.ATM.ordinal())).isFalse();
    assertThat(filter.matches(TransactionType.REFUND.ordinal(), ONLINE)).isFalse();
  }

  @Test
  void takesSettledForApproved() {
    assertThat(passes(filter("{outcome: approved}"), OutcomeAction.SETTLED)).isTrue();
    assertThat(passes(filter("{outcome: approved}"), OutcomeAction.APPROVED)).isTrue();
    assertThat(passes(filter("{outcome: settled}"), OutcomeAction.APPROVED)).isFalse();
    assertThat(passes(filter("{outcome: approved}"), OutcomeAction.REVERSED)).isFalse();
    assertThat(passes(filter("{outcome: declined}"), OutcomeAction.DECLINED_BY_POLICY)).isTrue();
    assertThat(passes(filter("{outcome: declined}"), OutcomeAction.DECLINED_BY_ISSUER)).isTrue();
  }

  private static boolean passes(EventFilter filter, OutcomeAction action) {
    return filter.matches(PURCHASE, ONLINE, action.state().bit());
  }

  @Test
  void findsAFailedThreeDSecureBesideAnyOutcome() {
    EventFilter filter = filter("{outcome: three_ds_failed}");
    int declinedAfterIt = OutcomeState.DECLINED.bit() | OutcomeState.THREE_DS_FAILED.bit();

    assertThat(filter.matches(PURCHASE, ONLINE, declinedAfterIt)).isTrue();
    assertThat(filter.matches(PURCHASE, ONLINE, OutcomeState.DECLINED.bit())).isFalse();
  }

  @Test
  void takesTheCurrentTransactionForOneOfUnknownOutcome() {
    TransactionRow row = TestRows.payment("t", 0).row();

    assertThat(filter("").matchesCurrent(row)).isTrue();
    assertThat(filter("{outcome: unknown}").matchesCurrent(row)).isTrue();
    assertThat(filter("{outcome: declined}").matchesCurrent(row)).isFalse();
    assertThat(filter("{type: refund}").matchesCurrent(row)).isFalse();
  }
}
