package io.alcedo.features;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the vectors of a job hold, for whoever reads them later: a directory with a file {@code
 * HASH.json} for each set of features that a vector was ever tagged with, which lists names and
 * hashes in the order of the vector.
 *
 * <pre>{@code
 * {"features": [{"name": "amount", "hash": "0f3a…"}, …]}
 * }</pre>
 *
 * <p>A file is written once and appears whole; what is read must have the hash that names it. So
 * any number of hosts may write the same one. Immutable, any thread.
 */
public final class FeatureCatalogue {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{16}");
  private static final String FEATURES = "features";
  private static final String NAME = "name";
  private static final String DEFINITION = "hash";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;

  /** Makes the catalogue of a directory, which need not be there yet. */
  public FeatureCatalogue(Path directory) {
    this.directory = directory;
  }

  /** Returns the catalogue of a model store, in a directory that is no model's. */
  public static FeatureCatalogue ofStore(Path store) {
    return new FeatureCatalogue(store.resolve(".feature-sets"));
  }

  /**
   * Writes what the vectors of these columns hold, unless it is there.
   *
   * @throws IOException where it cannot be written
   */
  public void add(FeatureColumns columns) throws IOException {
    Path file = file(columns.hash());
    if (Files.exists(file)) {
      return;
    }
    ObjectNode root = JSON.createObjectNode();
    ArrayNode features = root.putArray(FEATURES);
    for (int i = 0; i < columns.size(); i++) {
      features
          .addObject()
          .put(NAME, columns.names().get(i))
          .put(DEFINITION, columns.hashes().get(i));
    }
    Files.createDirectories(directory);
    Path draft = Files.createTempFile(directory, columns.hash(), ".draft");
    try {
      Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
      // Over what another host wrote meanwhile: it is the same.
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Returns what the vectors hold that are tagged with a hash, or null where the catalogue does not
   * know.
   *
   * @throws IOException where a file cannot be read, or is not what its name says
   */
  public @Nullable FeatureColumns find(String hash) throws IOException {
    if (!HASH.matcher(hash).matches()) {
      return null;
    }
    Path file = file(hash);
    if (!Files.exists(file)) {
      return null;
    }
    List<String> names = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    for (JsonNode feature : JSON.readTree(file.toFile()).path(FEATURES)) {
      names.add(feature.path(NAME).asText());
      hashes.add(feature.path(DEFINITION).asText());
    }
    FeatureColumns columns = new FeatureColumns(names, hashes);
    if (!columns.hash().equals(hash)) {
      throw new IOException(
          "A file of the catalogue lists the features that its name is the hash of: file=" + file);
    }
    return columns;
  }

  private Path file(String hash) {
    return directory.resolve(hash + ".json");
  }
}
