package io.alcedo.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.Channel;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowDescriberTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final RowLayout layout = RowLayout.withSignals(List.of());
  private final RowDescriber describer = new RowDescriber(layout);

  @Test
  void factsAreThoseOfTheRow() {
    TransactionRow row = row("north", "token", 5);
    set(row, "acquirerId", "a");
    set(row, "merchantId", "m");
    set(row, "terminalId", "t");
    set(row, "merchantCategory", "5411");
    row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, 1_234);
    row.setNumber(TransactionRow.CHANNEL, Channel.ONLINE.ordinal());

    RowFacts facts = describer.facts(row, 77);

    assertThat(facts.transaction()).isEqualTo(77);
    assertThat(facts.amountMinor()).isEqualTo(1_234);
    assertThat(facts.channel()).isEqualTo(Channel.ONLINE);
    assertThat(facts.merchantCategory()).isEqualTo("5411");
    assertThat(facts.card()).isNotZero();
    assertThat(facts.terminal()).isNotZero();
  }

  @Test
  void anEntityIsTheSameWithinItsTenantOnly() {
    RowFacts first = describer.facts(atTerminal("north", "token", "a", "m", "t"), 1);

    RowFacts same = describer.facts(atTerminal("north", "token", "a", "m", "t"), 2);
    assertThat(same.card()).isEqualTo(first.card());
    assertThat(same.terminal()).isEqualTo(first.terminal());
    RowFacts south = describer.facts(atTerminal("south", "token", "a", "m", "t"), 3);
    assertThat(south.card()).isNotEqualTo(first.card());
    assertThat(south.terminal()).isNotEqualTo(first.terminal());
    assertThat(describer.facts(atTerminal("north", "token", "b", "m", "t"), 4).terminal())
        .isNotEqualTo(first.terminal());
    assertThat(describer.facts(atTerminal("north", "token", "a", "n", "t"), 5).terminal())
        .isNotEqualTo(first.terminal());
    assertThat(describer.facts(atTerminal("north", "other", "a", "m", "t"), 6).card())
        .isNotEqualTo(first.card());
  }

  @Test
  void aCardIsNewForSevenDays() {
    assertThat(describer.facts(row("north", "token", 0), 1).newCard()).isTrue();
    assertThat(describer.facts(row("north", "token", 7 * DAY - 1), 2).newCard()).isTrue();
    assertThat(describer.facts(row("north", "token", 7 * DAY), 3).newCard()).isFalse();
    assertThat(describer.facts(row("north", "other", 7 * DAY), 4).newCard()).isTrue();
    assertThat(describer.facts(row("north", "token", 90 * DAY), 5).newCard()).isFalse();
  }

  @Test
  void whatIsAbsentIsNothing() {
    TransactionRow row = row("north", null, 0);
    row.setNumber(TransactionRow.CHANNEL, 1_000);

    RowFacts facts = describer.facts(row, 1);

    assertThat(facts.card()).isZero();
    assertThat(facts.terminal()).isZero();
    assertThat(facts.newCard()).isFalse();
    assertThat(facts.merchantCategory()).isNull();
    assertThat(facts.channel()).isEqualTo(Channel.UNKNOWN);
  }

  private TransactionRow atTerminal(
      String tenant, String card, String acquirer, String merchant, String terminal) {
    TransactionRow row = row(tenant, card, 0);
    set(row, "acquirerId", acquirer);
    set(row, "merchantId", merchant);
    set(row, "terminalId", terminal);
    return row;
  }

  private TransactionRow row(String tenant, String card, long time) {
    TransactionRow row = layout.newRow();
    row.setText(TransactionRow.TENANT, tenant);
    row.setText(TransactionRow.CARD_TOKEN, card);
    row.setNumber(TransactionRow.EVENT_TIME, time);
    return row;
  }

  private void set(TransactionRow row, String slot, String value) {
    row.setText(layout.index(slot), value);
  }
}
