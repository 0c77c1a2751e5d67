package io.alcedo.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingReaderTest {
  private enum Precision {
    FULL,
    MIXED
  }

  private static final Setting<Integer> EPOCHS =
      Setting.integer("epochs", 30, 1, 1_000, "how often all rows are seen");
  private static final Setting<Long> ROWS =
      Setting.longInteger("rowLimit", 5_000_000_000L, 0, Long.MAX_VALUE, "rows at most");
  private static final Setting<Double> RATE =
      Setting.number("learningRate", 0.001, Bounds.above(0).to(1), "how far a step goes");
  private static final Setting<Boolean> INDICATORS =
      Setting.flag("indicators", true, "whether missing values get a column of their own");
  private static final Setting<List<Integer>> LAYERS =
      Setting.integers("layers", List.of(32, 16), 1, 4_096, 3, "neurons a hidden layer");
  private static final Setting<Precision> PRECISION =
      Setting.choice("precision", Precision.FULL, "how numbers are kept");
  private static final List<Setting<?>> ALL =
      List.of(EPOCHS, ROWS, RATE, INDICATORS, LAYERS, PRECISION);

  @Test
  void settingsHaveTheirDefaultsUnlessGiven() {
    SettingReader reader = SettingReader.of(ALL, Map.of());

    assertThat(reader.get(EPOCHS)).isEqualTo(30);
    assertThat(reader.get(ROWS)).isEqualTo(5_000_000_000L);
    assertThat(reader.get(RATE)).isEqualTo(0.001);
    assertThat(reader.get(INDICATORS)).isTrue();
    assertThat(reader.get(LAYERS)).containsExactly(32, 16);
    assertThat(reader.get(PRECISION)).isEqualTo(Precision.FULL);
  }

  @Test
  void readsEveryTypeAndTellsItAgainInOneWay() {
    SettingReader reader =
        SettingReader.of(
            ALL,
            Map.of(
                "epochs", " 007",
                "rowLimit", "0",
                "learningRate", "1.0",
                "indicators", "false",
                "layers", "8, 4 ,2",
                "precision", "mixed"));

    assertThat(reader.get(LAYERS)).containsExactly(8, 4, 2);
    assertThat(reader.get(PRECISION)).isEqualTo(Precision.MIXED);
    assertThat(reader.texts())
        .containsExactly(
            Map.entry("epochs", "7"),
            Map.entry("rowLimit", "0"),
            Map.entry("learningRate", "1"),
            Map.entry("indicators", "false"),
            Map.entry("layers", "8,4,2"),
            Map.entry("precision", "mixed"));
    assertThat(SettingReader.of(ALL, reader.texts()).texts()).isEqualTo(reader.texts());
  }

  @Test
  void anEmptyTextIsAnEmptyListAndNothingElse() {
    assertThat(SettingReader.of(ALL, Map.of("layers", "")).get(LAYERS)).isEmpty();
    assertThatThrownBy(() -> SettingReader.of(ALL, Map.of("epochs", "")))
        .hasMessage("epochs is a whole number, 1 to 1000: epochs=");
    assertThatThrownBy(() -> SettingReader.of(ALL, Map.of("layers", "8,,2")))
        .hasMessage(
            "layers is at most 3 whole numbers with commas between, each 1 to 4096: layers=8,,2");
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                SettingReader.of(
                    ALL,
                    Map.of(
                        "epocs", "3",
                        "epochs", "0",
                        "rowLimit", "-1",
                        "learningRate", "NaN",
                        "indicators", "yes",
                        "layers", "1,2,3,4",
                        "precision", "half")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            String.join(
                "\n",
                "A setting has a name that the trainer knows: name=epocs; did you mean 'epochs'?",
                "epochs is a whole number, 1 to 1000: epochs=0",
                "rowLimit is a whole number, 0 to 9223372036854775807: rowLimit=-1",
                "learningRate is a number, above 0, to 1: learningRate=NaN",
                "indicators is true or false: indicators=yes",
                "layers is at most 3 whole numbers with commas between, each 1 to 4096:"
                    + " layers=1,2,3,4",
                "precision is one of full, mixed: precision=half"));
  }

  @Test
  void aNameLikeNoOtherGetsAllNames() {
    assertThatThrownBy(() -> SettingReader.of(List.of(EPOCHS, RATE), Map.of("xyzzy", "1")))
        .hasMessageEndingWith("name=xyzzy; it is one of epochs, learningRate");
  }

  @Test
  void boundsHoldWhatTheirWordsSay() {
    assertThat(Bounds.from(0).words()).isEqualTo("0 or more");
    assertThat(Bounds.from(0).hold(0)).isTrue();
    assertThat(Bounds.from(0).hold(Double.POSITIVE_INFINITY)).isFalse();
    assertThat(Bounds.above(0.5).words()).isEqualTo("above 0.5");
    assertThat(Bounds.above(0.5).hold(0.5)).isFalse();
    assertThat(Bounds.from(0).to(1).words()).isEqualTo("0 to 1");
    assertThat(Bounds.from(0).to(1).hold(1)).isTrue();
    assertThat(Bounds.from(0).below(1).words()).isEqualTo("0 or more, below 1");
    assertThat(Bounds.from(0).below(1).hold(1)).isFalse();
    assertThat(Bounds.above(0).below(1).words()).isEqualTo("between 0 and 1");
    assertThat(Bounds.above(0).to(1).hold(Double.NaN)).isFalse();
    assertThat(RATE.text(0.0001)).isEqualTo("0.0001");
    assertThat(RATE.text(1e-9)).isEqualTo("1.0E-9");
    assertThat(RATE.text(-0d)).isEqualTo("0");
    assertThat(RATE.text(200d)).isEqualTo("200");
    assertThatThrownBy(() -> Bounds.from(1).to(1))
        .hasMessage("Bounds have their least before their most: least=1.0, most=1.0");
  }

  @Test
  void aDefaultKeepsItsOwnRule() {
    assertThatThrownBy(() -> Setting.integer("epochs", 0, 1, 9, "how often"))
        .hasMessage("A default keeps its own rule: epochs is a whole number, 1 to 9: epochs=0");
  }

  @Test
  void aSettingThatWasNotReadIsRefused() {
    SettingReader reader = SettingReader.of(List.of(EPOCHS), Map.of());

    assertThatThrownBy(() -> reader.get(RATE))
        .hasMessage("A setting is one of those read: name=learningRate");
  }
}
