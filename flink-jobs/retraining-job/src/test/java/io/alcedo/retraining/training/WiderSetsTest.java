package io.alcedo.retraining.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureUnion;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WiderSetsTest {
  private static final String OWN =
      """
      name: own
      entities: {card: cardToken}
      features:
        - {name: amount, value: baseAmount, family: amount}
        - {name: card_count_30d, count: card, window: 30d, family: velocity}
      """;

  @Test
  void vectorsOfEveryOrderInWhichSetsCameAreKnown() throws Exception {
    FeatureSet own = FeatureSet.parse(OWN, "own.yaml");
    FeatureSet day = FeatureSet.parse(with("1d"), "day.yaml");
    FeatureSet week = FeatureSet.parse(with("7d"), "week.yaml");

    Set<String> hashes =
        WiderSets.hashes(own, List.of(OWN, with("1d"), "no YAML", with("7d"), with("1d")));

    FeatureUnion dayFirst = FeatureUnion.of(own).with(day).with(week);
    FeatureUnion weekFirst = FeatureUnion.of(own).with(week).with(day);
    assertThat(hashes)
        .containsExactlyInAnyOrder(
            dayFirst.hash(3), dayFirst.hash(4), weekFirst.hash(3), weekFirst.hash(4));
    assertThat(WiderSets.hashes(own, List.of(OWN))).isEmpty();
  }

  private static String with(String window) {
    return OWN
        + "  - {name: card_count_"
        + window
        + ", count: card, window: "
        + window
        + ", family: velocity}\n";
  }
}
