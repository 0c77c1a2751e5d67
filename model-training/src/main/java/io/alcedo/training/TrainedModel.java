package io.alcedo.training;

import io.alcedo.model.BundleException;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.BundleWriter;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.ManifestSignature;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelOptions;
import io.alcedo.model.OnnxModel;
import io.alcedo.model.ScoringException;
import io.alcedo.model.SigningKey;
import io.alcedo.model.TrustedKeys;
import io.alcedo.training.calibration.CalibratedModel;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.TrainingException;
import io.alcedo.training.trainer.TrainingException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model fresh from training: its manifest, its ONNX bytes, how it did on the validation rows, and
 * the trainer's own form of it. Owns native memory until closed; for one thread at a time.
 */
public final class TrainedModel implements AutoCloseable {
  /**
   * The most by which a score may differ from the trainer's own. Both sum the leaves in float, in
   * different orders: with hundreds of trees that makes about 5e-7.
   */
  static final float TOLERANCE = 5e-6f;

  private static final int CHECKED_ROWS = 20_000;

  private final BundleManifest manifest;
  private final byte[] onnx;
  private final Evaluation evaluation;
  private final CalibratedModel model;
  private final TrainingSet validation;

  TrainedModel(
      BundleManifest manifest,
      byte[] onnx,
      Evaluation evaluation,
      CalibratedModel model,
      TrainingSet validation) {
    this.manifest = manifest;
    this.onnx = onnx;
    this.evaluation = evaluation;
    this.model = model;
    this.validation = validation;
  }

  /** Returns what the bundle will say of the model; its files are filled in on writing. */
  public BundleManifest manifest() {
    return manifest;
  }

  /** Returns how the model did on the validation rows. */
  public Evaluation evaluation() {
    return evaluation;
  }

  /** Returns the trainer's own form of the model, calibrated; closed with this one. */
  public CalibratedModel fitted() {
    return model;
  }

  /** Returns the rows that validated: later than all that were trained on. */
  public TrainingSet validation() {
    return validation;
  }

  /** Returns a copy of the exported model. */
  public byte[] onnx() {
    return onnx.clone();
  }

  /** Writes the bundle as {@link #writeTo(Path, Packaging, TrainingProgress)}, bare. */
  public BundleManifest writeTo(Path directory, TrainingProgress progress)
      throws TrainingException {
    return writeTo(directory, Packaging.NONE, progress);
  }

  /**
   * Writes the bundle, reads it back, loads it and holds its scores against the trainer's own, on
   * golden vectors and on validation rows as they are, at thresholds and with values missing. What
   * does not pass is taken away again.
   *
   * @param directory where the bundle will be; it must not exist yet
   * @param packaging what goes into it beside the model
   * @return the manifest as written
   * @throws TrainingException BUNDLE or NOT_EQUAL
   */
  public BundleManifest writeTo(Path directory, Packaging packaging, TrainingProgress progress)
      throws TrainingException {
    BundleManifest written;
    try {
      written =
          BundleWriter.write(
              directory, manifest, onnx, packaging.featureSet(), packaging.signingKey());
    } catch (BundleException e) {
      throw new TrainingException(Code.BUNDLE, "The bundle was not written: " + e.getMessage(), e);
    }
    try {
      check(directory, trusted(packaging.signingKey()), progress);
      return written;
    } catch (TrainingException | RuntimeException | Error e) {
      remove(directory, written, e);
      throw e;
    }
  }

  private static TrustedKeys trusted(@Nullable SigningKey key) {
    return key == null ? TrustedKeys.anyUnsigned() : TrustedKeys.of(List.of(key.publicKey()));
  }

  private void check(Path directory, TrustedKeys trust, TrainingProgress progress)
      throws TrainingException {
    TrainingSet rows = CheckedRows.of(model, validation, CHECKED_ROWS);
    float[] expected = model.predict(rows);
    try (OnnxModel loaded =
        OnnxModel.open(
            ModelBundle.read(directory, trust), ExecutionTarget.CPU, ModelOptions.DEFAULT)) {
      int slice = 1_000;
      float[] scores = new float[slice];
      for (int from = 0; from < rows.size(); from += slice) {
        int to = Math.min(rows.size(), from + slice);
        loaded.score(rows.flat(from, to), to - from, scores);
        for (int row = from; row < to; row++) {
          requireEqual(expected[row], scores[row - from], row);
        }
        progress.advanced(TrainingProgress.Phase.EXPORT, to, rows.size());
      }
    } catch (BundleException | ScoringException e) {
      throw new TrainingException(
          Code.BUNDLE, "The bundle just written does not load: " + e.getMessage(), e);
    }
  }

  private static void requireEqual(float expected, float actual, int row) throws TrainingException {
    if (!(Math.abs(expected - actual) <= TOLERANCE)) {
      throw new TrainingException(
          Code.NOT_EQUAL,
          "The exported model scores as the trained one within "
              + TOLERANCE
              + ": trained="
              + expected
              + ", exported="
              + actual
              + ", row="
              + row);
    }
  }

  private static void remove(Path directory, BundleManifest written, Throwable why) {
    try {
      for (String file : written.files().keySet()) {
        Files.deleteIfExists(directory.resolve(file));
      }
      Files.deleteIfExists(directory.resolve(ManifestSignature.FILE));
      Files.deleteIfExists(directory.resolve(BundleManifest.MANIFEST_FILE));
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
