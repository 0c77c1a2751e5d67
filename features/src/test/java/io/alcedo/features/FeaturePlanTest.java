package io.alcedo.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.AmountField;
import io.alcedo.features.definition.Dimension;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.RowCodec;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FeaturePlanTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private static FeaturePlan plan() throws FeatureSetException {
    return FeatureSet.parse(
            """
            name: test
            base_currency_digits: 3
            families: {fast: Many payments at once, plain_thing: x}
            entities: {unused: ipToken, card: cardToken, merchant: [acquirerId, merchantId]}
            features:
              - {name: amount, value: baseAmount, family: plain_thing}
              - {name: offset, value: utcOffsetMinutes, empty: -1, family: plain_thing}
              - {name: merchant_cards, distinct: card, by: merchant, window: 2d, family: fast}
              - {name: card_count, count: card, window: 1d, delay: 7d, empty: 0, family: fast}
              - {name: card_merchants, distinct: merchant, by: card, window: 1h, family: fast}
              - {name: card_new_merchant, first_seen: [acquirerId, merchantId], by: card,
                 window: 1d, family: fast}
              - {name: card_new_country, first_seen: merchantCountry, by: card, window: 1d,
                 family: fast}
              - {name: card_speed, speed: card, family: fast, reason: Impossible travel}
            """,
            "test.yaml")
        .compile();
  }

  @Test
  void ordersEntitiesAsTheFileDoesAndLeavesUnusedOnesOut() throws FeatureSetException {
    assertThat(plan().entities()).extracting(EntityPlan::name).containsExactly("card", "merchant");
    assertThat(plan().entities().get(1).slots()).containsExactly("acquirerId", "merchantId");
  }

  @Test
  void givesEachProfileWhatItsAggregatesNeed() throws FeatureSetException {
    ProfileLayout card = plan().entities().get(0).layout();
    ProfileLayout merchant = plan().entities().get(1).layout();

    assertThat(card.entity()).isEqualTo("card");
    assertThat(card.baseCurrencyDigits()).isEqualTo(3);
    assertThat(card.places()).isTrue();
    assertThat(card.dimensions())
        .extracting(Dimension::name)
        .containsExactly("acquirerId+merchantId", "merchantCountry");
    assertThat(card.aggregates())
        .extracting(AggregateSpec::operand)
        .containsExactly(-1, 0, 0, 1, -1);
    assertThat(card.aggregates()).extracting(AggregateSpec::slot).containsExactly(3, 4, 5, 6, 7);
    assertThat(card.horizonMillis()).isEqualTo(30 * DAY);
    assertThat(merchant.places()).isFalse();
    assertThat(merchant.horizonMillis()).isEqualTo(2 * DAY);
    assertThat(plan().entities().get(1).horizon()).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void compilesAnAggregate() throws FeatureSetException {
    AggregateSpec count = plan().entities().get(0).layout().aggregates().get(0);

    assertThat(count)
        .isEqualTo(
            new AggregateSpec(
                AggregateKind.COUNT,
                AmountField.NONE,
                -1,
                DAY,
                7 * DAY,
                new EventFilter(0b1110, EventFilter.ANY, EventFilter.ANY),
                0,
                3));
  }

  @Test
  void describesEachPlaceOfTheVector() throws FeatureSetException {
    FeaturePlan plan = plan();

    assertThat(plan.names()).startsWith("amount", "offset", "merchant_cards").hasSize(8);
    assertThat(plan.families()).startsWith("plain_thing", "plain_thing", "fast").hasSize(8);
    assertThat(plan.hashes()).allMatch(hash -> hash.matches("[0-9a-f]{16}")).hasSize(8);
    assertThat(plan.featureText(7)).isEqualTo("Impossible travel");
    assertThat(plan.familyText("fast")).isEqualTo("Many payments at once");
    assertThat(plan.familyText("other_family")).isEqualTo("Other family");
  }

  @Test
  void fillsJustThePlacesThatNeedTheRowAlone() throws FeatureSetException {
    FeaturePlan plan = plan();
    float[] vector = plan.newVector();
    plan.rowFeatures(TestRows.payment("t1", 0).amount(1500).row(), vector);

    assertThat(vector[0]).isEqualTo(1.5f);
    assertThat(vector[1]).as("empty stands for unknown").isEqualTo(-1);
    assertThat(vector[2]).isNaN();
  }

  @Test
  void fillsEmptyForAnAbsentEntity() throws FeatureSetException {
    FeaturePlan plan = plan();
    float[] vector = plan.newVector();
    plan.entities().get(0).absent(vector);

    assertThat(vector[3]).isEqualTo(0);
    assertThat(vector[4]).isNaN();
  }

  @Test
  void namesAnEntityByTenantAndSlots() throws FeatureSetException, IOException {
    EntityPlan card = plan().entities().get(0);
    EntityPlan merchant = plan().entities().get(1);

    assertThat(card.key(TestRows.payment("t", 0).card("c").row())).isEqualTo("acme|c");
    assertThat(card.key(TestRows.payment("t", 0).row())).isNull();
    assertThat(key(merchant, "a", "m")).isEqualTo("acme|a|m");
    assertThat(key(merchant, null, "m")).as("an acquirer only qualifies").isEqualTo("acme||m");
    assertThat(key(merchant, "a", null)).isNull();
    assertThat(key(merchant, "a|b\\é", "c|\\ü")).isEqualTo("acme|a\\|b\\\\é|c|\\ü");
  }

  @Test
  void neverGivesTwoEntitiesOneKey() throws FeatureSetException, IOException {
    EntityPlan merchant = plan().entities().get(1);

    assertThat(key(merchant, "a|b", "c")).isNotEqualTo(key(merchant, "a", "b|c"));
    assertThat(key(merchant, "a\\", "c")).isNotEqualTo(key(merchant, "a", "\\|c"));
    assertThat(key(merchant, "a\\|b", "c")).isNotEqualTo(key(merchant, "a\\", "b|c"));
  }

  /** Returns the key of a merchant, which is the same for a row that was written and read. */
  private static String key(EntityPlan merchant, String acquirer, String id) throws IOException {
    TransactionRow row =
        TestRows.payment("t", 0).text("acquirerId", acquirer).text("merchantId", id).row();
    RowCodec codec = new RowCodec(RowLayout.STANDARD);
    RecordBytes bytes = new RecordBytes();
    codec.write(row, bytes);
    String key = merchant.key(row);
    TransactionRow read =
        codec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(merchant.key(read)).isEqualTo(key);
    return key;
  }

  @Test
  void tellsDimensionsApart() throws FeatureSetException {
    Dimension merchant = plan().entities().get(0).layout().dimensions().get(0);
    Dimension country = plan().entities().get(0).layout().dimensions().get(1);

    assertThat(hash(merchant, "a", "m")).isEqualTo(hash(merchant, "a", "m")).isNotZero();
    assertThat(hash(merchant, "a", "m")).isNotEqualTo(hash(merchant, "b", "m"));
    assertThat(hash(merchant, "a", "m")).isNotEqualTo(hash(merchant, "m", "a"));
    assertThat(hash(merchant, null, "m")).isNotZero().isNotEqualTo(hash(merchant, "a", "m"));
    assertThat(hash(merchant, "a", null)).isZero();
    assertThat(country.hash(TestRows.payment("t", 0).row())).isZero();
  }

  private static int hash(Dimension merchant, String acquirer, String id) {
    return merchant.hash(
        TestRows.payment("t", 0).text("acquirerId", acquirer).text("merchantId", id).row());
  }
}
