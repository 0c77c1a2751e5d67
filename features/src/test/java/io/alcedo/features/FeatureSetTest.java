package io.alcedo.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.language.Problem;
import io.alcedo.schema.row.RowLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureSetTest {
  private static final String SET =
      """
      name: own
      signals: {zeal: BEHAVIOURAL, age: OPERATIONAL}
      features:
        - {name: zeal, signal: zeal, family: one}
      """;

  @Test
  void shipsTheFeaturesOfTheHandbook() throws FeatureSetException {
    FeaturePlan plan = FeatureSet.named("handbook").compile();

    assertThat(plan.size()).isEqualTo(15);
    assertThat(plan.entities()).extracting(EntityPlan::name).containsExactly("card", "terminal");
  }

  @Test
  void shipsBetweenThirtyAndSixtyFeaturesOfCardPayments() throws FeatureSetException {
    FeaturePlan plan = FeatureSet.named("card-payments").compile();

    assertThat(plan.size()).isBetween(30, 60);
    assertThat(plan.entities())
        .extracting(EntityPlan::name)
        .containsExactly("card", "terminal", "device");
  }

  @Test
  void shipsBetweenTwentyFiveAndFortyFeaturesOfCardRisk() throws FeatureSetException {
    FeaturePlan plan = FeatureSet.named("card-risk").compile();

    assertThat(plan.size()).isBetween(25, 40);
    assertThat(plan.entities()).extracting(EntityPlan::name).containsExactly("card", "terminal");
    assertThat(plan.readsVectors()).isTrue();
    assertThat(FeatureSet.named("handbook").compile().readsVectors()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"card-payments", "card-risk", "handbook"})
  void keepsTheHashesOfWhatItShips(String name) throws Exception {
    Properties frozen = new Properties();
    try (InputStream in = getClass().getResourceAsStream("shipped-hashes.properties")) {
      frozen.load(in);
    }
    FeaturePlan plan = FeatureSet.named(name).compile();

    for (int i = 0; i < plan.size(); i++) {
      String feature = name + "." + plan.names().get(i);
      assertThat(plan.hashes().get(i)).as(feature).isEqualTo(frozen.getProperty(feature));
    }
    assertThat(plan.hash()).isEqualTo(frozen.getProperty(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"card-payments", "card-risk", "handbook"})
  void tellsEveryShippedFamilyAndFeatureInWords(String name) throws FeatureSetException {
    FeaturePlan plan = FeatureSet.named(name).compile();

    for (int i = 0; i < plan.size(); i++) {
      String family = plan.families().get(i);
      assertThat(plan.familyText(family)).contains(" ").doesNotContain("_");
      assertThat(plan.featureText(i)).matches("[A-Z].*").doesNotContain("_");
    }
  }

  @Test
  void readsAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("own.yaml"), SET);

    FeatureSet set = FeatureSet.named(file.toString());

    assertThat(set.name()).isEqualTo("own");
    assertThat(set.featureNames()).containsExactly("zeal");
    assertThat(set.yaml()).isEqualTo(SET);
  }

  @Test
  void namesTheShippedSetsWhereThereIsNoSuchFile() {
    assertThatThrownBy(() -> FeatureSet.named("no-such-set"))
        .isInstanceOf(FeatureSetException.class)
        .hasMessage(
            "no-such-set: There is no readable file of this name, and the shipped feature sets are"
                + " card-payments, card-risk, handbook");
  }

  @Test
  void reportsMistakesWithSourceAndLine() {
    assertThatThrownBy(() -> FeatureSet.parse("nam: own\nfeatures: []\n", "own.yaml"))
        .isInstanceOfSatisfying(
            FeatureSetException.class,
            e -> {
              assertThat(e.source()).isEqualTo("own.yaml");
              assertThat(e.problems()).extracting(Problem::line).containsExactly(1, 1, 2);
            })
        .hasMessage(
            """
            own.yaml:1: Unknown key 'nam' in the feature set; did you mean 'name'?
            own.yaml:1: The feature set has no 'name'
            own.yaml:2: The feature set has a list of 'features'""");
  }

  @Test
  void readsSignalsWhereverTheLayoutPutsThem() throws Exception {
    FeatureSet set = FeatureSet.parse(SET, "own.yaml");
    RowLayout wider = RowLayout.withSignals(List.of("another", "zeal", "zest"));

    for (RowLayout layout : List.of(set.layout(), wider)) {
      FeaturePlan plan = set.compile(layout);
      var row = layout.newRow();
      row.setReal(layout.index("signals.zeal"), 0.5);
      float[] vector = plan.newVector();
      plan.rowFeatures(row, vector);
      assertThat(vector).containsExactly(0.5f);
    }
  }

  @Test
  void refusesALayoutWithoutASlotThatItReads() throws FeatureSetException {
    FeatureSet set = FeatureSet.parse(SET, "own.yaml");

    assertThatThrownBy(() -> set.compile(RowLayout.STANDARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slot=signals.zeal");
  }

  @Test
  void compilesToTheSameHashEveryTime() throws FeatureSetException, IOException {
    FeatureSet set = FeatureSet.named("card-payments");

    assertThat(FeatureSet.parse(set.yaml(), "copy").compile().hash())
        .isEqualTo(set.compile().hash());
  }
}
