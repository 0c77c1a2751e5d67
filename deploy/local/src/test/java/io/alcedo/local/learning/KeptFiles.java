package io.alcedo.local.learning;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.Label;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.training.dataset.dated.DatedFiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The dated files that a retraining job has closed so far.
 *
 * @param root the directory below which they lie
 */
record KeptFiles(Path root) {
  static KeptFiles of(AlcedoConfig config) {
    return new KeptFiles(Path.of(String.valueOf(config.learning().directory())));
  }

  List<Label> labels() throws Exception {
    return read("verdicts/labels", Label.getClassSchema());
  }

  List<ScoredFeatures> vectors() throws Exception {
    return read("scored-features", ScoredFeatures.getClassSchema());
  }

  private <T extends SpecificRecord> List<T> read(String below, Schema schema) throws Exception {
    List<T> records = new ArrayList<>();
    for (Path part : new DatedFiles(root.resolve(below)).parts(LocalDate.MAX)) {
      DatedFiles.<T>read(part, schema, records::add);
    }
    return records;
  }
}
