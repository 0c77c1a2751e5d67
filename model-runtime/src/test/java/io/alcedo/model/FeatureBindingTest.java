package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureBindingTest {
  private static final BundleManifest MANIFEST = Bundles.manifest(3, row -> 0.5f);

  @Test
  void featuresAreFoundByHashWhateverTheOrderAndTheirNames() throws Exception {
    FeatureBinding binding =
        FeatureBinding.bind(
            MANIFEST,
            List.of("f1", "extra", "other", "f1_hash1", "again"),
            List.of("hash2", "x", "hash0", "hash1", "hash0"));
    assertThat(binding.positions()).containsExactly(2, 3, 0);
    assertThat(binding.places()).isEqualTo(4);
    float[] row = new float[5];
    binding.gather(new float[] {20, -1, 0.5f, 10}, row, 1);
    assertThat(row).containsExactly(0, 0.5f, 10, 20, 0);
  }

  @Test
  void everyMissingAndChangedFeatureIsNamed() {
    BundleException refusal =
        catchThrowableOfType(
            BundleException.class,
            () -> FeatureBinding.bind(MANIFEST, List.of("f1"), List.of("other")));
    assertThat(refusal.problem()).isEqualTo(BundleProblem.UNKNOWN_FEATURE);
    assertThat(refusal)
        .hasMessageContaining("missing=[f0, f2]")
        .hasMessageContaining("defined otherwise=[f1]")
        .hasMessageContaining("model=test");
  }

  @Test
  void featureOfAnotherDefinitionIsRefused() {
    BundleException refusal =
        catchThrowableOfType(
            BundleException.class,
            () ->
                FeatureBinding.bind(
                    MANIFEST, List.of("f0", "f1", "f2"), List.of("hash0", "new", "hash2")));
    assertThat(refusal.problem()).isEqualTo(BundleProblem.FEATURE_CHANGED);
    assertThat(refusal).hasMessageContaining("defined otherwise=[f1]");
  }

  @Test
  void namesAndHashesGoTogether() {
    assertThatThrownBy(() -> FeatureBinding.bind(MANIFEST, List.of("f0"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names=1, hashes=0");
  }
}
