package io.alcedo.local.train;

import io.alcedo.local.runs.TrainingCode;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.Digests;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.run.RunDirectory;
import io.alcedo.training.run.RunDraft;
import io.alcedo.training.run.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where and how a training is recorded.
 *
 * @param runs the directory of records
 * @param trainer the trainer's name
 * @param data what is trained on
 * @param labelDelay when labels were known, in words
 */
public record Recording(
    RunDirectory runs, String trainer, List<RunRecord.Data> data, String labelDelay) {

  /** Starts the record of a training. */
  RunDraft start(TrainingSettings settings, InstantSource clock) throws IOException {
    Map<String, String> all = new TreeMap<>(settings.trainer().settings());
    all.put("validationShare", Double.toString(settings.validationShare()));
    all.put("reviewAlertRate", Double.toString(settings.reviewAlertRate()));
    all.put("declineAlertRate", Double.toString(settings.declineAlertRate()));
    RunDraft draft =
        RunDraft.start("train", trainer, all, settings.seed(), TrainingCode.version(), clock)
            .labelDelay(labelDelay);
    data.forEach(part -> draft.data(part.name(), part.digest()));
    return draft;
  }

  /** Adds the record of a training that wrote a bundle. */
  RunRecord end(RunDraft draft, BundleManifest written, Path bundle) throws IOException {
    return runs.append(
        draft
            .window(written.trainingWindow().from(), written.trainingWindow().to())
            .metrics(written.metrics())
            .parent(written.parentVersion())
            .bundle(
                written.name(),
                written.version(),
                Digests.sha256(bundle.resolve(BundleManifest.MANIFEST_FILE)))
            .finish());
  }
}
