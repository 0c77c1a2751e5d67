package io.alcedo.training.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.scaling.Standardiser;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lets a network learn: epoch by epoch all rows in an order by chance, batch by batch the gradient
 * of the mean weighted cross-entropy, cut and handed to {@link Adam}. The weights that validate
 * best stay. For one thread, which holds {@link Torch#LOCK}.
 */
final class NetworkFit {
  private final NeuralSettings settings;
  private final Standardiser standardiser;
  private final Network network;
  private final TrainingSet train;
  private final Adam adam;
  private final LossScale scale;
  private final Random random;
  private final int[] order;
  private final double meanWeight;
  private final float[] vector;
  private int epochs;
  private int clipped;

  NetworkFit(
      NeuralSettings settings,
      Standardiser standardiser,
      Network network,
      TrainingSet train,
      Random random) {
    this.settings = settings;
    this.standardiser = standardiser;
    this.network = network;
    this.train = train;
    this.random = random;
    this.scale = new LossScale(settings.hardware().precision());
    this.adam =
        new Adam(network.parameters(), settings.learning().rate(), settings.learning().l2());
    this.vector = new float[train.featureCount()];
    this.order = new int[train.size()];
    double sum = 0;
    for (int row = 0; row < order.length; row++) {
      order[row] = row;
      sum += weight(row);
    }
    this.meanWeight = sum / order.length;
  }

  /** Learns, leaves the best weights in the network and returns the epoch that they are of. */
  int run(TrainingSet validation, TrainingProgress progress) throws TrainingException {
    int most = settings.learning().epochs();
    EarlyStopping stopping = new EarlyStopping(settings.earlyStoppingEpochs());
    boolean ended = false;
    while (epochs < most && !ended) {
      epoch();
      epochs++;
      double figure = settings.stoppingMetric().of(evaluate(validation));
      ended = stopping.ends(epochs, figure, network.values());
      progress.advanced(TrainingProgress.Phase.TRAIN, epochs, most);
    }
    network.settle(stopping.bestValues());
    progress.advanced(TrainingProgress.Phase.TRAIN, most, most);
    return stopping.bestEpoch();
  }

  /** Learns for so many epochs, leaves the last weights in the network and returns the last. */
  int run(int exactly, TrainingProgress progress) throws TrainingException {
    while (epochs < exactly) {
      epoch();
      epochs++;
      progress.advanced(TrainingProgress.Phase.TRAIN, epochs, exactly);
    }
    network.settle(network.values());
    return epochs;
  }

  /** Returns how many epochs were run. */
  int epochs() {
    return epochs;
  }

  /** Returns how many steps had their gradient cut. */
  int clipped() {
    return clipped;
  }

  private void epoch() throws TrainingException {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int row = order[i];
      order[i] = order[other];
      order[other] = row;
    }
    for (int from = 0; from < order.length; from += settings.learning().batchRows()) {
      step(from, Math.min(order.length, from + settings.learning().batchRows()));
    }
  }

  private void step(int from, int to) throws TrainingException {
    int rows = to - from;
    int width = standardiser.columns();
    float[] columns = new float[Math.multiplyExact(rows, width)];
    float[] labels = new float[rows];
    double[] weights = new double[rows];
    for (int i = 0; i < rows; i++) {
      int row = order[from + i];
      train.copyVector(row, vector, 0);
      standardiser.apply(vector, 0, columns, i * width);
      labels[i] = train.fraud(row) ? 1 : 0;
      weights[i] = weight(row) / meanWeight;
    }
    try (NDManager scratch = network.scratch()) {
      boolean mixed = settings.hardware().precision() == Precision.MIXED;
      DataType type = mixed ? DataType.FLOAT16 : DataType.FLOAT32;
      List<NDArray> moving = mixed ? network.halves(scratch) : network.parameters();
      CrossEntropy entropy;
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray input = scratch.create(columns, new Shape(rows, width)).toType(type, false);
        NDArray logOdds = Network.forward(input, moving, settings.dropout());
        entropy =
            CrossEntropy.of(
                logOdds.toType(DataType.FLOAT32, false).toFloatArray(), labels, weights);
        // The gradient of this sum by the weights is that of the loss: slopes are no part of it.
        NDArray slopes = scratch.create(scaled(entropy.slopes()), new Shape(rows, 1));
        collector.backward(logOdds.mul(slopes.toType(type, false)).sum());
      }
      move(scratch, moving, entropy.loss());
    }
  }

  private float[] scaled(double[] slopes) {
    float[] scaled = new float[slopes.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (slopes[i] * scale.factor());
    }
    return scaled;
  }

  private void move(NDManager scratch, List<NDArray> moving, double loss) throws TrainingException {
    List<NDArray> gradients = new ArrayList<>();
    for (NDArray parameter : moving) {
      NDArray gradient = parameter.getGradient();
      gradient.attach(scratch);
      gradients.add(gradient.toType(DataType.FLOAT32, false).muli((float) (1 / scale.factor())));
    }
    double most = settings.learning().gradientNorm();
    double norm = GradientClip.apply(gradients, most);
    if (Double.isFinite(loss) && Double.isFinite(norm)) {
      clipped += most > 0 && norm > most ? 1 : 0;
      adam.step(gradients);
      scale.held();
    } else if (!scale.overflowed()) {
      throw new TrainingException(
          TrainingException.Code.TRAINER_FAILED,
          "Loss and gradient stay finite: epoch="
              + (epochs + 1)
              + ", loss="
              + loss
              + ", norm="
              + norm
              + "; a smaller learningRate or deviations helps");
    }
    // Those of 32 bits are the network's own, to which the next step would add.
    gradients.forEach(gradient -> gradient.muli(0));
  }

  private Evaluation evaluate(TrainingSet validation) {
    float[] scores = new float[validation.size()];
    for (int from = 0; from < scores.length; from += FittedModel.BATCH_ROWS) {
      int to = Math.min(scores.length, from + FittedModel.BATCH_ROWS);
      float[] part =
          NeuralModel.compute(standardiser, network, validation.flat(from, to), to - from, true);
      System.arraycopy(part, 0, scores, from, part.length);
    }
    return Evaluation.of(scores, validation.labels());
  }

  private double weight(int row) {
    return train.weight(row) * (train.fraud(row) ? settings.fraudWeight() : 1);
  }
}
