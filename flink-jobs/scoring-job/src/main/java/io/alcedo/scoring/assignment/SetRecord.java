package io.alcedo.scoring.assignment;

import io.alcedo.features.FeatureUnion;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.scoring.plan.PlanSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The feature sets that models brought to a job, in the order in which they came, as the model
 * store keeps them beside its catalogue: a submission starts from them, so that an operator that is
 * new to a restored job gives the places of the vector the meaning that all others have from their
 * states. There is one file for each job and own set, which is replaced as a whole. Immutable.
 */
final class SetRecord {
  private final @Nullable Path file;

  private SetRecord(@Nullable Path file) {
    this.file = file;
  }

  /** Returns the record of a job; one without a model store keeps nothing. */
  static SetRecord of(AlcedoConfig config, PlanSource plan) {
    String store = config.model().store();
    if (store == null) {
      return new SetRecord(null);
    }
    FeatureUnion own = plan.union(List.of());
    String name =
        URLEncoder.encode(config.job().name(), StandardCharsets.UTF_8)
            + "-"
            + own.columns(own.places(0)).hash()
            + ".sets";
    return new SetRecord(Path.of(store).resolve(".feature-sets").resolve(name));
  }

  /**
   * Returns the texts of the sets, none where nothing was kept yet.
   *
   * @throws IOException where there is a file that cannot be read
   */
  List<String> read() throws IOException {
    if (file == null || !Files.exists(file)) {
      return List.of();
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
    int count = in.readInt();
    List<String> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] text = in.readNBytes(in.readInt());
      sets.add(new String(text, StandardCharsets.UTF_8));
    }
    return sets;
  }

  /**
   * Keeps these sets in place of those before.
   *
   * @throws IOException where they cannot be written
   */
  void write(List<String> sets) throws IOException {
    if (file == null || sets.equals(read())) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(sets.size());
    for (String set : sets) {
      byte[] text = set.getBytes(StandardCharsets.UTF_8);
      out.writeInt(text.length);
      out.write(text);
    }
    Path directory = file.resolveSibling(".");
    Files.createDirectories(directory);
    Path draft = Files.createTempFile(directory, "sets", ".draft");
    try {
      Files.write(draft, bytes.toByteArray());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
