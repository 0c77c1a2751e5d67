package io.alcedo.scoring.plan;

import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the text of a feature set, so that a job graph can carry it to every task. Stateless. */
public final class FeatureSource {
  private FeatureSource() {}

  /**
   * Returns a feature set with its declared signals.
   *
   * @param shippedNameOrPath {@code card-payments}, {@code handbook} or the path of a YAML file
   * @throws FeatureSetException where there is no such set, or it has mistakes: all of them
   */
  public static PlanSource named(String shippedNameOrPath) throws FeatureSetException {
    FeatureSet set = FeatureSet.named(shippedNameOrPath);
    try {
      return new PlanSource(text(shippedNameOrPath), shippedNameOrPath, set.layout().signals());
    } catch (IOException e) {
      throw new UncheckedIOException("A feature set just read can be read again", e);
    }
  }

  private static String text(String shippedNameOrPath) throws IOException {
    if (!FeatureSet.SHIPPED.contains(shippedNameOrPath)) {
      return Files.readString(Path.of(shippedNameOrPath));
    }
    String resource = shippedNameOrPath + ".yaml";
    try (InputStream in = FeatureSet.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("A shipped feature set is a resource: name=" + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
