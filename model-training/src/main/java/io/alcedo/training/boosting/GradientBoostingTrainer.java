package io.alcedo.training.boosting;

import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.BothClasses;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainingException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/**
 * Grows gradient-boosted trees with XGBoost on histograms. After each tree the average precision on
 * the validation rows decides whether more trees help; the trees up to the best one make the model.
 *
 * <p>The same data, settings and number of threads give the same model. Needs XGBoost's native
 * library, which needs libgomp. Where other work shares the processors, start the JVM with {@code
 * OMP_WAIT_POLICY=passive} in its environment: idle OpenMP threads spin otherwise, and training
 * took ten times as long. Stateless and thread-safe.
 */
public final class GradientBoostingTrainer implements Trainer {
  private static final String VALIDATION = "validation";
  private static final float UNKNOWN = Float.NEGATIVE_INFINITY;

  /** A model that has grown to so many times the trees of the settings is started anew. */
  private static final int MOST_TIMES = 4;

  private final GradientBoostingSettings settings;

  /** The trees to go on from, null to start anew. */
  private final @Nullable Grown grown;

  /** Trees to go on from, as XGBoost writes them, and their number. */
  private record Grown(byte[] state, int trees) {}

  /** Makes a trainer of these settings. */
  public GradientBoostingTrainer(GradientBoostingSettings settings) {
    this(settings, null);
  }

  private GradientBoostingTrainer(GradientBoostingSettings settings, @Nullable Grown grown) {
    this.settings = settings;
    this.grown = grown;
  }

  /**
   * Checks that XGBoost's native library loads.
   *
   * @throws TrainingException NATIVE_LIBRARY, saying what to install
   */
  public static void checkNativeLibrary() throws TrainingException {
    try {
      new DMatrix(new float[] {0, 1}, 2, 1, Float.NaN).dispose();
    } catch (XGBoostError | LinkageError e) {
      throw nativeLibrary(e);
    }
  }

  @Override
  public BoostedModel train(TrainingSet train, TrainingSet validation, TrainingProgress progress)
      throws TrainingException {
    BothClasses.require(train, "training");
    BothClasses.require(validation, VALIDATION);
    if (!train.featureNames().equals(validation.featureNames())) {
      throw new IllegalArgumentException("Training and validation rows have the same features");
    }
    checkNativeLibrary();
    try {
      return grow(train, validation, progress);
    } catch (XGBoostError e) {
      throw BoostedModel.failed(e);
    }
  }

  private BoostedModel grow(TrainingSet train, TrainingSet validation, TrainingProgress progress)
      throws XGBoostError {
    DMatrix trainMatrix = matrix(train);
    DMatrix validationMatrix = null;
    Booster booster = null;
    boolean grown = false;
    try {
      validationMatrix = matrix(validation);
      booster = start(trainMatrix, validationMatrix, fraudWeight(train));
      int trees = growTrees(booster, trainMatrix, validationMatrix, progress);
      grown = true;
      return new BoostedModel(booster, train.featureCount(), trees);
    } finally {
      trainMatrix.dispose();
      if (validationMatrix != null) {
        validationMatrix.dispose();
      }
      if (booster != null && !grown) {
        booster.dispose();
      }
    }
  }

  /** Returns a booster of the trees to go on from, or of none, for which there is no other way. */
  private Booster start(DMatrix train, DMatrix validation, double fraudWeight) throws XGBoostError {
    if (grown != null) {
      Booster booster = load(grown.state());
      booster.setParams(parameters(fraudWeight));
      return booster;
    }
    Map<String, DMatrix> watches = new HashMap<>();
    watches.put(VALIDATION, validation);
    return XGBoost.train(train, parameters(fraudWeight), 0, watches, null, null);
  }

  private double fraudWeight(TrainingSet train) {
    if (settings.fraudWeight() != GradientBoostingSettings.BALANCED) {
      return settings.fraudWeight();
    }
    double frauds = 0;
    double genuine = 0;
    for (int row = 0; row < train.size(); row++) {
      if (train.fraud(row)) {
        frauds += train.weight(row);
      } else {
        genuine += train.weight(row);
      }
    }
    return genuine / frauds;
  }

  private int growTrees(
      Booster booster, DMatrix train, DMatrix validation, TrainingProgress progress)
      throws XGBoostError {
    DMatrix[] watched = {validation};
    String[] names = {VALIDATION};
    float[] metric = new float[1];
    float best = UNKNOWN;
    int from = booster.getNumBoostedRound();
    int last = from + settings.maxTrees();
    int bestTrees = last;
    for (int tree = from; tree < last; tree++) {
      booster.update(train, tree);
      progress.advanced(TrainingProgress.Phase.TRAIN, tree + 1L - from, settings.maxTrees());
      if (settings.earlyStoppingTrees() == 0) {
        continue;
      }
      booster.evalSet(watched, names, tree, metric);
      if (metric[0] > best) {
        best = metric[0];
        bestTrees = tree + 1;
      } else if (tree + 1 - bestTrees >= settings.earlyStoppingTrees()) {
        break;
      }
    }
    progress.advanced(TrainingProgress.Phase.TRAIN, settings.maxTrees(), settings.maxTrees());
    return bestTrees;
  }

  private Map<String, Object> parameters(double fraudWeight) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("objective", "binary:logistic");
    parameters.put("eval_metric", "aucpr");
    parameters.put("tree_method", "hist");
    parameters.put("verbosity", 0);
    parameters.put("nthread", settings.threads());
    parameters.put("seed", settings.seed());
    parameters.put("max_depth", settings.maxDepth());
    parameters.put("eta", settings.learningRate());
    parameters.put("min_child_weight", settings.minChildWeight());
    parameters.put("lambda", settings.l2());
    parameters.put("subsample", settings.rowSample());
    parameters.put("colsample_bytree", settings.featureSample());
    parameters.put("max_bin", settings.maxBins());
    parameters.put("scale_pos_weight", fraudWeight);
    return parameters;
  }

  @Override
  public Trainer again(FittedModel chosen) {
    return chosen instanceof BoostedModel boosted
        ? new GradientBoostingTrainer(
            settings.withTrees(boosted.trees() - (grown == null ? 0 : grown.trees())), grown)
        : this;
  }

  /**
   * Returns a trainer that adds trees to those of another model: up to as many as the settings say.
   * What has grown to four times as many is not gone on from.
   */
  @Override
  public @Nullable Trainer from(byte[] state) throws TrainingException {
    checkNativeLibrary();
    int trees;
    try {
      Booster booster = load(state);
      trees = booster.getNumBoostedRound();
      booster.dispose();
    } catch (XGBoostError e) {
      throw BoostedModel.failed(e);
    }
    return trees >= MOST_TIMES * settings.maxTrees()
        ? null
        : new GradientBoostingTrainer(settings, new Grown(state.clone(), trees));
  }

  private static Booster load(byte[] trees) throws XGBoostError {
    try {
      return XGBoost.loadModel(trees);
    } catch (IOException e) {
      throw new XGBoostError("Trees to go on from are XGBoost's own bytes", e);
    }
  }

  @Override
  public Map<String, String> settings() {
    return settings.byName();
  }

  private static DMatrix matrix(TrainingSet set) throws XGBoostError {
    DMatrix matrix = BoostedModel.matrix(set.flat(0, set.size()), set.size(), set.featureCount());
    try {
      float[] labels = new float[set.size()];
      float[] weights = new float[set.size()];
      for (int row = 0; row < labels.length; row++) {
        labels[row] = set.fraud(row) ? 1 : 0;
        weights[row] = set.weight(row);
      }
      matrix.setLabel(labels);
      matrix.setWeight(weights);
      return matrix;
    } catch (XGBoostError | RuntimeException e) {
      matrix.dispose();
      throw e;
    }
  }

  private static TrainingException nativeLibrary(Throwable cause) {
    return new TrainingException(
        TrainingException.Code.NATIVE_LIBRARY,
        "XGBoost's native library loads only where the GNU OpenMP library is installed"
            + " (Debian and Ubuntu: apt-get install libgomp1; Fedora: dnf install libgomp; macOS:"
            + " brew install libomp): "
            + cause,
        cause);
  }
}
