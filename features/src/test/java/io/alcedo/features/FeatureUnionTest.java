package io.alcedo.features;

import static io.alcedo.features.TestRows.idHash;
import static io.alcedo.features.TestRows.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.language.Problem;
import io.alcedo.schema.row.RowLayout;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which features of a set join a job's own, what they are called, and what is refused. */
class FeatureUnionTest {
  private static final String OWN =
      """
      name: own
      signals: {device_risk: BEHAVIOURAL}
      families: {amount: The amount}
      entities: {unused: deviceToken, card: cardToken, shop: [acquirerId, merchantId]}
      marks: {dear: {amount: {above: 100}}}
      features:
        - {name: amount, value: baseAmount, family: amount}
        - {name: count_1d, count: card, window: 1d, family: amount}
        - {name: dear_7d, count: card, window: 7d, where: {marked: dear}, family: amount}
        - {name: frauds, fraud_count: shop, window: 7d, delay: 7d, family: amount}
      """;

  private static FeatureSet set(String yaml) throws FeatureSetException {
    return FeatureSet.parse(yaml, "test.yaml");
  }

  private static FeatureUnion own() throws FeatureSetException {
    return FeatureUnion.of(set(OWN));
  }

  private static FeatureSet challenger(String entities, String... features)
      throws FeatureSetException {
    return set(
        "name: challenger\nentities: {"
            + entities
            + "}\nfeatures:\n  - {family: new, "
            + String.join("}\n  - {family: new, ", features)
            + "}\n");
  }

  private static List<String> refusals(FeatureSet challenger) throws FeatureSetException {
    try {
      own().with(challenger);
      return List.of();
    } catch (FeatureSetException e) {
      assertThat(e.source()).isEqualTo(challenger.name());
      return e.problems().stream().map(Problem::message).toList();
    }
  }

  @Test
  void aSetAloneIsItself() throws FeatureSetException {
    FeaturePlan alone = set(OWN).compile();
    FeaturePlan union = own().compile(alone.layout());
    assertThat(union.hash()).isEqualTo(alone.hash()).isEqualTo(own().columns(4).hash());
    assertThat(union.names()).isEqualTo(alone.names()).isEqualTo(own().names());
    assertThat(union.entities().get(0).layout()).isEqualTo(alone.entities().get(0).layout());
  }

  @Test
  void whatIsThereKeepsItsPlaceAndWhatIsNewFollows() throws FeatureSetException {
    FeatureUnion one =
        own()
            .with(
                challenger(
                    "customer: cardToken",
                    "name: count_1h, count: customer, window: 1h",
                    "name: same_as_count_1d, count: customer, window: 1d"));
    FeatureUnion two =
        one.with(
            challenger(
                "card: cardToken",
                "name: hour, calendar: hour",
                "name: again, count: card, window: 1h"));
    assertThat(two.names())
        .containsExactly("amount", "count_1d", "dear_7d", "frauds", "count_1h", "hour");
    assertThat(two.added()).isEqualTo(2);
    assertThat(List.of(two.places(0), two.places(1), two.places(2))).containsExactly(4, 5, 6);
    assertThat(two.columns(4).hash()).isEqualTo(set(OWN).compile().hash());
    assertThat(two.columns(5).hash()).isEqualTo(one.compile(set(OWN).layout()).hash());
    assertThat(two.hashes()).startsWith(one.hashes().toArray(String[]::new));
  }

  @Test
  void aTakenNameIsToldApartByTheHashOfWhatItMeans() throws FeatureSetException {
    FeatureSet other = challenger("card: cardToken", "name: count_1d, count: card, window: 2d");
    FeatureUnion union = own().with(other);
    String hash = other.compile().hashes().get(0);
    assertThat(union.names().get(4)).isEqualTo("count_1d_" + hash.substring(0, 8));
    assertThat(union.hashes().get(4)).isEqualTo(hash);
    assertThat(own().with(challenger("card: cardToken", named(hash, 8), stated())).names())
        .endsWith("count_1d_" + hash.substring(0, 8), "count_1d_" + hash.substring(0, 9));
    assertThat(own().with(challenger("card: cardToken", named(hash, 16), stated())).names())
        .as("only what is really taken is avoided")
        .endsWith("count_1d_" + hash, "count_1d_" + hash.substring(0, 8));
  }

  private static String named(String hash, int digits) {
    return "name: count_1d_%s, count: card, window: 3d".formatted(hash.substring(0, digits));
  }

  private static String stated() {
    return "name: count_1d, count: card, window: 2d";
  }

  @Test
  void marksOfOneMeaningAreOne() throws FeatureSetException {
    FeatureUnion union =
        own()
            .with(
                set(
                    """
                    name: challenger
                    entities: {c: cardToken}
                    marks: {big: {sum: {above: 100}}, busy: {quick: {above: 2}}}
                    features:
                      - {name: sum, value: baseAmount, family: new}
                      - {name: quick, count: c, window: 1h, family: new}
                      - {name: big_1d, count: c, window: 1d, where: {marked: big}, family: new}
                      - {name: calm_1d, count: c, window: 1d, where: {unmarked: [busy, big]}, family: new}
                      - {name: peak_1d, peak: quick, by: c, window: 1d, family: new}
                    """));
    EntityPlan card = union.compile(set(OWN).layout()).entities().get(0);
    assertThat(card.layout().marks()).hasSize(2);
    assertThat(card.layout().remembered()).hasSize(1);
    FeatureReplay replay = new FeatureReplay(union.compile(set(OWN).layout()));
    for (int i = 0; i < 4; i++) {
      replay.transaction(idHash("p" + i), row(i, i == 0 ? 20_000 : 100));
    }
    float[] vector = replay.transaction(idHash("last"), row(4, 100));
    assertThat(vector[union.names().indexOf("big_1d")]).isEqualTo(1);
    assertThat(vector[union.names().indexOf("dear_7d")]).isEqualTo(1);
    assertThat(vector[union.names().indexOf("calm_1d")]).isEqualTo(1);
    assertThat(vector[union.names().indexOf("peak_1d")]).isEqualTo(4);
  }

  private static io.alcedo.schema.row.TransactionRow row(int i, long minor)
      throws FeatureSetException {
    RowLayout layout = set(OWN).layout();
    return payment(layout, "p" + i, i * 60L).card("c").amount(minor).row();
  }

  @Test
  void entitiesWithoutAHopAreRefused() throws FeatureSetException {
    assertThat(
            refusals(
                challenger(
                    "device: deviceToken, ip: ipToken, merchant: merchantId, card: cardToken",
                    "name: a, count: device, window: 1h",
                    "name: b, count: ip, window: 1h",
                    "name: c, count: merchant, window: 1h",
                    "name: d, count: card, window: 1h")))
        .as("one that the own set names but does not use has none either")
        .hasSize(3)
        .allMatch(message -> message.contains("A job keeps profiles of the entities"))
        .element(1)
        .asString()
        .endsWith("feature=b, entity=[ipToken]");
  }

  @Test
  void whatReachesFurtherBackThanProfilesDoIsRefused() throws FeatureSetException {
    assertThat(
            refusals(
                challenger(
                    "card: cardToken, shop: [acquirerId, merchantId]",
                    "name: a, count: card, window: 7d, delay: 1s",
                    "name: b, count: shop, window: 13d, delay: 1d")))
        .singleElement()
        .asString()
        .contains("feature=a, back=604801 seconds, kept=7 days");
  }

  @Test
  void signalsWithoutASlotAreRefused() throws FeatureSetException {
    FeatureSet known =
        set(
            "name: a\nsignals: {device_risk: BEHAVIOURAL}\nfeatures:\n"
                + "  - {name: s, signal: device_risk, family: f}\n");
    FeatureSet unknown =
        set(
            "name: a\nsignals: {ip_risk: BEHAVIOURAL}\nfeatures:\n"
                + "  - {name: s, signal: ip_risk, family: f}\n");
    assertThat(refusals(known)).isEmpty();
    assertThat(refusals(unknown))
        .singleElement()
        .asString()
        .contains("The rows of a job have the signals that its own set declares: feature=s");
  }

  @Test
  void anotherBaseCurrencyIsRefused() throws FeatureSetException {
    FeatureSet yen =
        set(
            "name: yen\nbase_currency_digits: 0\nfeatures:\n"
                + "  - {name: s, value: baseAmount, family: f}\n");
    assertThat(refusals(yen))
        .singleElement()
        .isEqualTo(
            "All sets of a job have its base currency: base_currency_digits=0, of the job=2");
  }

  @Test
  void whatAnEntityBehindThisOneTellsCannotBeRemembered() throws FeatureSetException {
    FeatureSet turned =
        challenger(
            "shop: [acquirerId, merchantId], card: cardToken",
            "name: busy, count: shop, window: 1h",
            "name: peak, peak: busy, by: card, window: 1d");
    assertThat(refusals(turned))
        .singleElement()
        .isEqualTo(
            "Feature 'peak' of card remembers 'busy' of shop, which stands after it in the job");
  }

  @Test
  void marksAndRememberedValuesHaveTheirLimits() throws FeatureSetException {
    StringBuilder marks = new StringBuilder("marks: {");
    StringBuilder features =
        new StringBuilder("features:\n  - {name: amount, value: baseAmount, family: f}\n");
    for (int i = 0; i < 8; i++) {
      marks.append(i == 0 ? "" : ", ").append("m%d: {amount: {above: %d}}".formatted(i, i));
      features.append(
          "  - {name: f%d, count: card, window: 1d, where: {marked: m%d}, family: f}\n"
              .formatted(i, i));
    }
    FeatureSet marked = set("name: m\nentities: {card: cardToken}\n" + marks + "}\n" + features);
    assertThat(refusals(marked))
        .containsExactly("A job's sets have at most 8 marks together: marks=9");
    FeatureUnion four =
        own()
            .with(
                challenger(
                    "card: cardToken",
                    IntStream.range(1, 5)
                        .boxed()
                        .flatMap(
                            i ->
                                List.of(
                                    "name: c%d, count: card, window: %dh".formatted(i, i),
                                    "name: p%d, peak: c%d, by: card, window: 1d".formatted(i, i))
                                    .stream())
                        .toArray(String[]::new)));
    assertThatThrownBy(
            () ->
                four.with(
                    challenger(
                        "card: cardToken",
                        "name: amount, value: baseAmount",
                        "name: p, peak: amount, by: card, window: 1d")))
        .hasMessageContaining(
            "remembers the values of at most 4 features: entity=card, features=5");
  }

  @Test
  void tooManyExtraFeaturesAreRefused() throws FeatureSetException {
    FeatureUnion most = own().with(hours(1, FeatureUnion.MOST_EXTRA));
    assertThat(most.places()).isEqualTo(4 + FeatureUnion.MOST_EXTRA);
    assertThat(most.with(hours(1, 10)).places()).isEqualTo(most.places());
    assertThatThrownBy(() -> most.with(hours(FeatureUnion.MOST_EXTRA, 2)))
        .isInstanceOf(FeatureSetException.class)
        .hasMessageContaining("Sets add at most 256 features to a job's own")
        .hasMessageEndingWith("extra=257");
  }

  private static FeatureSet hours(int first, int count) throws FeatureSetException {
    return challenger(
        "card: cardToken",
        IntStream.range(first, first + count)
            .mapToObj(i -> "name: f%d, count: card, window: %dm".formatted(i, i + 3000))
            .toArray(String[]::new));
  }
}
