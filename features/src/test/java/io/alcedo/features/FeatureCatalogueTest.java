package io.alcedo.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCatalogueTest {
  private static final FeatureColumns ONE =
      new FeatureColumns(List.of("a", "b"), List.of("aaaa", "bbbb"));

  @TempDir private Path directory;

  @Test
  void findsWhatItWasGiven() throws IOException {
    FeatureCatalogue catalogue = new FeatureCatalogue(directory.resolve("feature-sets"));
    FeatureColumns other = new FeatureColumns(List.of("b", "c"), List.of("bbbb", "cccc"));
    catalogue.add(ONE);
    catalogue.add(other);
    catalogue.add(ONE);

    assertThat(catalogue.find(ONE.hash())).isEqualTo(ONE);
    assertThat(catalogue.find(other.hash())).isEqualTo(other);
    assertThat(catalogue.find("0123456789abcdef")).isNull();
    assertThat(catalogue.find("../" + ONE.hash())).isNull();
    try (Stream<Path> files = Files.list(directory.resolve("feature-sets"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(ONE.hash() + ".json", other.hash() + ".json");
    }
  }

  @Test
  void aFileThatIsNotWhatItsNameSaysIsRefused() throws IOException {
    FeatureCatalogue catalogue = new FeatureCatalogue(directory);
    catalogue.add(ONE);
    Path file = directory.resolve(ONE.hash() + ".json");
    Files.writeString(file, Files.readString(file).replace("bbbb", "eeee"));

    assertThatThrownBy(() -> catalogue.find(ONE.hash()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("A file of the catalogue lists the features that its name");
  }

  @Test
  void columnsAreFoundWithinOthersByHash() {
    FeatureColumns wanted =
        new FeatureColumns(List.of("x", "b", "y"), List.of("bbbb", "none", "aaaa"));

    assertThat(wanted.within(ONE)).containsExactly(1, -1, 0);
    assertThatThrownBy(() -> new FeatureColumns(List.of("a"), List.of()))
        .hasMessage("Each feature has a hash: names=1, hashes=0");
  }
}
