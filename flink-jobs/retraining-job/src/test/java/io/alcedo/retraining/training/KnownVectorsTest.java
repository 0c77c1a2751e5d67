package io.alcedo.retraining.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeatureColumns;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureUnion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownVectorsTest {
  @TempDir private Path directory;

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

    FeatureCatalogue catalogue = new FeatureCatalogue(directory);
    KnownVectors.add(catalogue, own, List.of(OWN, with("1d"), "no YAML", with("7d"), with("1d")));

    FeatureUnion dayFirst = FeatureUnion.of(own).with(day).with(week);
    FeatureUnion weekFirst = FeatureUnion.of(own).with(week).with(day);
    assertThat(catalogue.find(dayFirst.hash(2))).isEqualTo(own.compile().columns());
    for (FeatureUnion union : List.of(dayFirst, weekFirst)) {
      for (int places = 3; places <= 4; places++) {
        FeatureColumns columns = catalogue.find(union.hash(places));
        assertThat(columns).isNotNull();
        assertThat(columns.names()).isEqualTo(union.names().subList(0, places));
      }
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(5);
    }
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
