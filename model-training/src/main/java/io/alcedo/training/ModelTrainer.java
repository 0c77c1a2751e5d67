package io.alcedo.training;

import io.alcedo.model.BundleManifest;
import io.alcedo.model.ModelFeature;
import io.alcedo.model.ModelInput;
import io.alcedo.model.ModelOutput;
import io.alcedo.model.Thresholds;
import io.alcedo.model.TrainingWindow;
import io.alcedo.training.calibration.CalibratedModel;
import io.alcedo.training.calibration.Calibration;
import io.alcedo.training.calibration.CalibrationMap;
import io.alcedo.training.dataset.TimeSplit;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.evaluation.ScoredRows;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainingException;
import io.alcedo.training.trainer.TrainingException.Code;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model from labelled rows: splits them by time, fits a model to the earlier ones,
 * calibrates it, sets thresholds and measures on the later ones, and describes the result in a
 * bundle's manifest.
 *
 * <p>The split lets no label from the future into training: rows before it whose label came after
 * it are left out. The metrics are those of the later rows; as these also say when to stop growing
 * and what a score means, they flatter the model slightly. Only the error of the calibration is
 * measured on rows that the map in question has not seen. The same rows, settings and number of
 * threads give the same model and version. Stateless and thread-safe.
 */
public final class ModelTrainer {
  private static final DateTimeFormatter VERSION_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm").withZone(ZoneOffset.UTC);
  private static final int DIGEST_DIGITS = 12;

  private final TrainingSettings settings;
  private final InstantSource clock;

  /**
   * Makes a trainer.
   *
   * @param clock dates the manifest, and nothing else
   */
  public ModelTrainer(TrainingSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Trains a model, to be closed by the caller.
   *
   * @param set the labelled rows
   * @param features what each place of a vector is, in the set's order
   * @param parentVersion the version that this model is to replace, null for a first one
   * @throws TrainingException saying why no model came of it
   */
  public TrainedModel train(
      TrainingSet set,
      List<TrainingFeature> features,
      @Nullable String parentVersion,
      TrainingProgress progress)
      throws TrainingException {
    TimeSplit split = TimeSplit.latest(set, settings.validationShare());
    return train(set, split, features, parentVersion, progress);
  }

  /** Trains a model as {@link #train(TrainingSet, List, String, TrainingProgress)}, split so. */
  public TrainedModel train(
      TrainingSet set,
      TimeSplit split,
      List<TrainingFeature> features,
      @Nullable String parentVersion,
      TrainingProgress progress)
      throws TrainingException {
    requireFeatures(set, features);
    TrainingSet train = set.select(split.train());
    TrainingSet validation = set.select(split.validation());
    requireRows(train, validation, split);
    FittedModel fitted = settings.trainer().train(train, validation, progress);
    try {
      Judged judged = judge(fitted, validation, progress);
      return described(fitted, judged, train, validation, features, split.waiting(), parentVersion);
    } catch (TrainingException | RuntimeException | Error e) {
      fitted.close();
      throw e;
    }
  }

  /**
   * Trains a model on all rows of a set whose labels are known by now, to be closed by the caller:
   * a first fit to the earlier rows, of which the later ones say how long to fit, what a score
   * means, where thresholds lie and how good it is; then one of that length to all of them, which
   * is the model. The figures in its manifest are the first fit's.
   *
   * @param set the labelled rows
   * @param features what each place of a vector is, in the set's order
   * @param parentVersion the version that this model is to replace, null for a first one
   * @throws TrainingException saying why no model came of it
   */
  public TrainedModel trainOnAll(
      TrainingSet set,
      List<TrainingFeature> features,
      @Nullable String parentVersion,
      TrainingProgress progress)
      throws TrainingException {
    requireFeatures(set, features);
    TimeSplit split = TimeSplit.known(set, settings.validationShare());
    TrainingSet earlier = set.select(split.train());
    TrainingSet validation = set.select(split.validation());
    requireRows(earlier, validation, split);
    Judged judged;
    Trainer again;
    try (FittedModel first = settings.trainer().train(earlier, validation, progress)) {
      judged = judge(first, validation, progress);
      again = settings.trainer().again(first);
    }
    FittedModel fitted = again.train(set, validation, progress);
    try {
      return described(fitted, judged, set, validation, features, 0, parentVersion);
    } catch (TrainingException | RuntimeException | Error e) {
      fitted.close();
      throw e;
    }
  }

  /** What validation rows say of a fit. */
  private record Judged(
      CalibrationMap map, Evaluation evaluation, Map<String, Double> calibrationErrors) {}

  private static Judged judge(FittedModel fitted, TrainingSet validation, TrainingProgress progress)
      throws TrainingException {
    progress.advanced(TrainingProgress.Phase.EVALUATE, 0, validation.size());
    Calibration calibration = Calibration.of(fitted, validation);
    float[] scores = new CalibratedModel(fitted, calibration.map()).predict(validation);
    Judged judged =
        new Judged(
            calibration.map(),
            evaluation(scores, validation),
            calibrationErrors(fitted, calibration, validation));
    progress.advanced(TrainingProgress.Phase.EVALUATE, validation.size(), validation.size());
    return judged;
  }

  private TrainedModel described(
      FittedModel fitted,
      Judged judged,
      TrainingSet train,
      TrainingSet validation,
      List<TrainingFeature> features,
      int waiting,
      @Nullable String parentVersion)
      throws TrainingException {
    CalibratedModel model = new CalibratedModel(fitted, judged.map());
    byte[] onnx = model.toOnnx(settings.target());
    BundleManifest manifest =
        new Described(train, validation, features, waiting, model, judged.evaluation())
            .manifest(onnx, judged.calibrationErrors(), parentVersion);
    return new TrainedModel(manifest, onnx, judged.evaluation(), model, validation);
  }

  private static void requireFeatures(TrainingSet set, List<TrainingFeature> features) {
    if (!features.stream().map(TrainingFeature::name).toList().equals(set.featureNames())) {
      throw new IllegalArgumentException("A set's rows hold the features described, in order");
    }
  }

  private static Evaluation evaluation(float[] scores, TrainingSet rows) {
    return Evaluation.of(ScoredRows.of(scores, rows));
  }

  /** Measures before on the model's own scores, after on rows that the map had not seen. */
  private static Map<String, Double> calibrationErrors(
      FittedModel fitted, Calibration calibration, TrainingSet validation)
      throws TrainingException {
    return Map.of(
        "calibrationErrorBefore",
        evaluation(fitted.predict(validation), validation).calibrationError(),
        "calibrationError",
        evaluation(calibration.heldOut(), validation).calibrationError());
  }

  private static void requireRows(TrainingSet train, TrainingSet validation, TimeSplit split)
      throws TrainingException {
    if (train.frauds() == 0
        || validation.frauds() == 0
        || train.frauds() == train.size()
        || validation.frauds() == validation.size()) {
      throw new TrainingException(
          Code.TOO_LITTLE_DATA,
          "Both sides of the split at "
              + Instant.ofEpochMilli(split.at())
              + " hold frauds and genuine transactions whose labels were known: training rows="
              + train.size()
              + ", frauds="
              + train.frauds()
              + "; validation rows="
              + validation.size()
              + ", frauds="
              + validation.frauds()
              + "; rows whose label came after the split="
              + split.waiting()
              + ". A longer history, or a shorter label delay, helps");
    }
  }

  /** A trained model and what it was trained on, on their way to a manifest. */
  private final class Described {
    private final TrainingSet train;
    private final TrainingSet validation;
    private final List<TrainingFeature> features;
    private final int waiting;
    private final CalibratedModel model;
    private final Evaluation evaluation;
    private final Thresholds thresholds;

    Described(
        TrainingSet train,
        TrainingSet validation,
        List<TrainingFeature> features,
        int waiting,
        CalibratedModel model,
        Evaluation evaluation) {
      this.train = train;
      this.validation = validation;
      this.features = features;
      this.waiting = waiting;
      this.model = model;
      this.evaluation = evaluation;
      this.thresholds =
          new Thresholds(
              evaluation.thresholdForAlertRate(settings.reviewAlertRate()),
              evaluation.thresholdForAlertRate(settings.declineAlertRate()));
    }

    BundleManifest manifest(
        byte[] onnx, Map<String, Double> moreMetrics, @Nullable String parentVersion)
        throws TrainingException {
      List<ModelFeature> modelFeatures = modelFeatures();
      TrainingWindow window = window();
      return new BundleManifest(
          settings.modelName(),
          version(onnx, modelFeatures, window),
          clock.instant(),
          modelFeatures,
          ModelInput.rows(FittedModel.INPUT, features.size()),
          new ModelOutput(FittedModel.OUTPUT),
          thresholds,
          window,
          metrics(moreMetrics),
          parentVersion,
          GoldenRows.of(model, validation, settings.goldenVectors(), settings.seed()),
          Map.of(),
          settings.target());
    }

    private List<ModelFeature> modelFeatures() {
      Medians typical = Medians.ofGenuine(train);
      List<ModelFeature> described = new ArrayList<>(features.size());
      for (int i = 0; i < features.size(); i++) {
        TrainingFeature feature = features.get(i);
        described.add(
            new ModelFeature(
                feature.name(),
                feature.hash(),
                feature.family(),
                typical.medians()[i],
                typical.deviations()[i]));
      }
      return described;
    }

    /** From the first row trained on to past the last one that validated. */
    private TrainingWindow window() {
      long from = Long.MAX_VALUE;
      for (int row = 0; row < train.size(); row++) {
        from = Math.min(from, train.eventTime(row));
      }
      long to = Long.MIN_VALUE;
      for (int row = 0; row < validation.size(); row++) {
        to = Math.max(to, validation.eventTime(row) + 1);
      }
      return new TrainingWindow(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
    }

    private Map<String, Double> metrics(Map<String, Double> more) {
      Map<String, Double> metrics = new TreeMap<>(more);
      metrics.put("auc", evaluation.auc());
      metrics.put("averagePrecision", evaluation.averagePrecision());
      metrics.put("logLoss", evaluation.logLoss());
      metrics.put("rows", (double) train.size());
      metrics.put("frauds", (double) train.frauds());
      metrics.put("rowsWaitingForLabels", (double) waiting);
      metrics.put("validationRows", (double) validation.size());
      metrics.put("validationFrauds", (double) validation.frauds());
      metrics.putAll(model.facts());
      putAlerts(metrics, "review", thresholds.review());
      putAlerts(metrics, "decline", thresholds.decline());
      metrics.values().removeIf(value -> !Double.isFinite(value));
      return metrics;
    }

    private void putAlerts(Map<String, Double> metrics, String which, double threshold) {
      metrics.put(which + "AlertRate", evaluation.alertRate(threshold));
      metrics.put(which + "Precision", evaluation.precision(threshold));
      metrics.put(which + "Recall", evaluation.recall(threshold));
    }

    /** The end of the window and a digest of all that decides: model, features and thresholds. */
    private String version(byte[] onnx, List<ModelFeature> modelFeatures, TrainingWindow window) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(onnx);
        digest.update(modelFeatures.toString().getBytes(StandardCharsets.UTF_8));
        digest.update(thresholds.toString().getBytes(StandardCharsets.UTF_8));
        String hex = HexFormat.of().formatHex(digest.digest());
        return VERSION_TIME.format(window.to()) + "-" + hex.substring(0, DIGEST_DIGITS);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has SHA-256", e);
      }
    }
  }
}
