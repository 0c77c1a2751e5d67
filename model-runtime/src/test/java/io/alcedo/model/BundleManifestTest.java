package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BundleManifestTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final BundleManifest MANIFEST =
      Bundles.manifest(4, row -> 0.5f).withFiles(Map.of("model.onnx", "ab".repeat(32)));

  @Test
  void jsonIsReadBackAndAlwaysTheSame() throws Exception {
    byte[] json = MANIFEST.toJson();
    BundleManifest read = BundleManifest.parse(json);
    assertThat(read).isEqualTo(MANIFEST);
    assertThat(read.toJson()).isEqualTo(json);
    assertThat(new String(json, StandardCharsets.UTF_8)).endsWith("}\n").doesNotContain("\r");
  }

  @Test
  void metricsStandInOrderWhateverTheMapWas() {
    Map<String, Double> metrics = new HashMap<>();
    for (String name : List.of("z", "a", "m", "auc", "b")) {
      metrics.put(name, 0.5);
    }
    assertThat(List.copyOf(with(metrics).metrics().keySet())).isSorted();
  }

  @Test
  void unknownNumbersSurvive() throws Exception {
    float unknown = Float.NaN;
    BundleManifest manifest =
        MANIFEST.withGoldenVectors(
            List.of(GoldenVector.of(new float[] {1, unknown, -0.1f, 3e-20f}, 0.25f)));
    BundleManifest read = BundleManifest.parse(manifest.toJson());
    assertThat(read.goldenVectors().get(0).values()).containsExactly(1f, unknown, -0.1f, 3e-20f);
    assertThat(read).isEqualTo(manifest);
  }

  @Test
  void infinityIsRefusedSinceJsonHasNone() {
    float infinity = Float.POSITIVE_INFINITY;
    assertThatThrownBy(() -> GoldenVector.of(new float[] {1, infinity}, 0.5f))
        .hasMessageContaining("Infinity");
    assertThatThrownBy(() -> with(Map.of("auc", (double) infinity)))
        .hasMessageContaining("auc=Infinity");
    assertThatThrownBy(() -> new ModelFeature("f", "h", "a", infinity, 1))
        .hasMessageContaining("median=Infinity");
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    BundleException refusal =
        refusal(
            root -> {
              root.remove("version");
              root.put("colour", "blue");
              root.put("createdAt", "yesterday");
              root.put("target", "TPU");
              ((ObjectNode) root.get("features").get(1)).put("median", "much");
              ((ObjectNode) root.get("features").get(2)).remove("hash");
              ((ObjectNode) root.get("input")).put("type", "float");
              ((ObjectNode) root.get("thresholds")).put("review", 0.95);
              root.putArray("metrics");
              root.remove("parentVersion");
            });
    assertThat(refusal)
        .hasMessageContaining("version is missing")
        .hasMessageContaining("colour is unknown")
        .hasMessageContaining("createdAt is a time")
        .hasMessageContaining("target is one of")
        .hasMessageContaining("features[1].median is a number")
        .hasMessageContaining("features[2].hash is missing")
        .hasMessageContaining("input.type is unknown")
        .hasMessageContaining("review=0.95")
        .hasMessageContaining("metrics is an object")
        .hasMessageContaining("parentVersion is missing");
  }

  @Test
  void partsMustAgree() {
    assertThat(refusal(root -> root.withArray("goldenVectors").removeAll()))
        .hasMessageContaining("at least one golden vector");
    assertThat(refusal(root -> root.withArray("features").remove(0)))
        .hasMessageContaining("shape [-1, 3]");
    assertThat(refusal(root -> root.put("name", "../x"))).hasMessageContaining("name=../x");
    assertThat(refusal(root -> ((ObjectNode) root.get("features").get(1)).put("name", "f0")))
        .hasMessageContaining("feature=f0");
    assertThat(refusal(root -> root.putObject("files").put("../../etc", "ab".repeat(32))))
        .hasMessageContaining("plain name");
  }

  @Test
  void whatIsNoObjectIsRefused() {
    for (String json : List.of("", "[]", "null", "{", "{} {}", "{\"name\":1,\"name\":2}")) {
      BundleException refusal =
          catchThrowableOfType(
              BundleException.class,
              () -> BundleManifest.parse(json.getBytes(StandardCharsets.UTF_8)));
      assertThat(refusal).as(json).isNotNull();
      assertThat(refusal.problem()).isEqualTo(BundleProblem.UNREADABLE_MANIFEST);
    }
  }

  @Test
  void thresholdsAreInOrder() {
    Thresholds thresholds = new Thresholds(0.5, 0.9);
    assertThat(thresholds.reviews(0.5)).isTrue();
    assertThat(thresholds.reviews(0.49)).isFalse();
    assertThat(thresholds.declines(0.9)).isTrue();
    assertThat(thresholds.declines(0.89)).isFalse();
    assertThatThrownBy(() -> new Thresholds(0.9, 0.5)).hasMessageContaining("review=0.9");
    assertThatThrownBy(() -> new Thresholds(Double.NaN, 0.5)).hasMessageContaining("NaN");
  }

  private static BundleManifest with(Map<String, Double> metrics) {
    return new BundleManifest(
        MANIFEST.name(),
        MANIFEST.version(),
        MANIFEST.createdAt(),
        MANIFEST.features(),
        MANIFEST.input(),
        MANIFEST.output(),
        MANIFEST.thresholds(),
        MANIFEST.trainingWindow(),
        metrics,
        "0",
        MANIFEST.goldenVectors(),
        MANIFEST.files(),
        MANIFEST.target());
  }

  private static BundleException refusal(Consumer<ObjectNode> change) {
    return catchThrowableOfType(
        BundleException.class,
        () -> {
          ObjectNode root = (ObjectNode) MAPPER.readTree(MANIFEST.toJson());
          change.accept(root);
          BundleManifest.parse(MAPPER.writeValueAsBytes(root));
        });
  }
}
