package io.alcedo.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loaded model: its session, and buffers and tensors that every call uses again. Any thread may
 * score; calls take turns. Closing waits for the running call; afterwards scoring is refused.
 */
public final class OnnxModel implements Scorer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxModel.class);

  /** The most by which a golden vector's score may differ. */
  static final float GOLDEN_TOLERANCE = 1e-5f;

  private final ReentrantLock turn = new ReentrantLock();
  private final ModelBundle bundle;
  private final Degradation degradation;
  private final OrtSession session;
  private final BatchSizes sizes;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final Tensors[] tensors;
  private final int features;
  private boolean closed;

  private OnnxModel(
      ModelBundle bundle, OrtSession session, Degradation degradation, BatchSizes sizes)
      throws OrtException {
    BundleManifest manifest = bundle.manifest();
    this.bundle = bundle;
    this.session = session;
    this.degradation = degradation;
    this.sizes = sizes;
    this.features = manifest.features().size();
    this.input = NativeFloats.take(Math.multiplyExact(sizes.most(), features));
    this.output = NativeFloats.take(sizes.most());
    this.tensors = new Tensors[sizes.most() + 1];
    NodeInfo info = session.getOutputInfo().get(manifest.output().name());
    if (info == null || !(info.getInfo() instanceof TensorInfo tensor)) {
      throw new IllegalStateException("The output is not there: " + manifest.output().name());
    }
    boolean column = tensor.getShape().length == 2;
    OrtEnvironment environment = OnnxRuntime.environment();
    for (int rows : sizes.all()) {
      tensors[rows] = Tensors.of(environment, manifest, input, output, rows, column);
    }
  }

  /**
   * Loads a bundle, checks its golden vectors and warms every batch size. Where CUDA is asked for
   * and cannot be had, fails or has no kernels for the model, it opens on the CPU and {@link
   * #degradation} says so. A model that was written for CUDA opens on the CPU too; trees take
   * several times as long there in that form.
   *
   * @throws BundleException LOAD_FAILED or GOLDEN_MISMATCH; then nothing stays open
   */
  public static OnnxModel open(ModelBundle bundle, ExecutionTarget target, ModelOptions options)
      throws BundleException {
    if (place(bundle, target) == ExecutionTarget.CPU) {
      Degradation degradation =
          target == ExecutionTarget.CPU ? Degradation.NONE : Degradation.CPU_FALLBACK;
      return open(bundle, options, false, degradation);
    }
    try {
      return open(bundle, options, true, Degradation.NONE);
    } catch (BundleException e) {
      if (e.problem() != BundleProblem.LOAD_FAILED) {
        throw e;
      }
      LOG.warn(
          "CUDA was asked for and cannot be had, the model computes on the CPU:"
              + " model={}, version={}: {}",
          bundle.manifest().name(),
          bundle.manifest().version(),
          e.getMessage());
      return open(bundle, options, false, Degradation.CPU_FALLBACK);
    }
  }

  /** Returns where a model computes if what is asked for can be had, and logs what is amiss. */
  static ExecutionTarget place(ModelBundle bundle, ExecutionTarget asked) {
    BundleManifest manifest = bundle.manifest();
    if (asked == ExecutionTarget.CUDA && bundle.treeEnsembles()) {
      LOG.warn(
          "CUDA was asked for and has no kernels for tree ensembles, the model computes on the CPU;"
              + " one trained for the target cuda would not: model={}, version={}",
          manifest.name(),
          manifest.version());
      return ExecutionTarget.CPU;
    }
    if (asked == ExecutionTarget.CPU && manifest.target() == ExecutionTarget.CUDA) {
      LOG.warn(
          "The model was trained for the target cuda and computes on the CPU, where trees in that"
              + " form are several times slower: model={}, version={}",
          manifest.name(),
          manifest.version());
    }
    return asked;
  }

  private static OnnxModel open(
      ModelBundle bundle, ModelOptions options, boolean cuda, Degradation degradation)
      throws BundleException {
    OnnxModel model;
    try {
      model = load(bundle, options, cuda, degradation);
    } catch (OrtException | RuntimeException | LinkageError e) {
      throw new BundleException(
          BundleProblem.LOAD_FAILED, "ONNX Runtime does not load the model: " + e.getMessage(), e);
    }
    try {
      GoldenCheck.check(bundle.manifest(), model);
      model.warm();
      return model;
    } catch (BundleException | RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  private static OnnxModel load(
      ModelBundle bundle, ModelOptions options, boolean cuda, Degradation degradation)
      throws OrtException {
    OrtEnvironment environment = OnnxRuntime.environment();
    OrtSession session;
    try (SessionOptions settings = new SessionOptions()) {
      settings.setIntraOpNumThreads(options.threads());
      settings.setInterOpNumThreads(1);
      settings.addConfigEntry("session.intra_op.allow_spinning", "0");
      settings.addConfigEntry("session.inter_op.allow_spinning", "0");
      if (cuda) {
        addCuda(settings);
      }
      session = environment.createSession(bundle.onnx(), settings);
    }
    try {
      return new OnnxModel(bundle, session, degradation, new BatchSizes(options.sliceRows(), cuda));
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static void addCuda(SessionOptions settings) throws OrtException {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      // TF32 keeps 10 bits of a product's factors, and a network's scores then differ by 1e-4.
      cuda.add("use_tf32", "0");
      settings.addCUDA(cuda);
    }
  }

  /** Calls every size with golden vectors, so that no first call is slow and memory is settled. */
  private void warm() throws BundleException {
    float[] golden = GoldenCheck.rows(bundle.manifest());
    float[] rows = new float[sizes.most() * features];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = golden[i % golden.length];
    }
    float[] scores = new float[sizes.most()];
    try {
      for (int size : sizes.all()) {
        score(rows, size, scores);
      }
    } catch (ScoringException e) {
      throw new BundleException(
          BundleProblem.LOAD_FAILED, "The model does not score: " + e.getMessage(), e);
    }
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public void score(float[] rows, int count, float[] scores) throws ScoringException {
    turn.lock();
    try {
      if (closed) {
        throw new ScoringException(ScoringException.Problem.CLOSED, "The model is closed", null);
      }
      int start = 0;
      while (start < count) {
        int size = sizes.next(count - start);
        int filled = Math.min(size, count - start);
        call(size, rows, start, filled, scores);
        start += filled;
      }
    } finally {
      turn.unlock();
    }
  }

  private void call(int size, float[] rows, int start, int count, float[] scores)
      throws ScoringException {
    input.put(0, rows, start * features, count * features);
    try {
      tensors[size].run(session);
    } catch (OrtException e) {
      throw new ScoringException(
          ScoringException.Problem.RUNTIME_FAILED, "ONNX Runtime failed: " + e.getMessage(), e);
    }
    output.get(0, scores, start, count);
    for (int i = start; i < start + count; i++) {
      if (!(scores[i] >= 0 && scores[i] <= 1)) {
        throw new ScoringException(
            ScoringException.Problem.INVALID_SCORE,
            "A score is from 0 to 1: row=" + i + ", score=" + scores[i],
            null);
      }
    }
  }

  /** The bundle that was loaded. */
  public ModelBundle bundle() {
    return bundle;
  }

  /** Whether the model computes where it was asked to. */
  public Degradation degradation() {
    return degradation;
  }

  /** Frees the session and its tensors, after the running call; later calls do nothing. */
  @Override
  public void close() {
    turn.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      for (int rows : sizes.all()) {
        tensors[rows].close();
      }
      session.close();
      NativeFloats.giveBack(input);
      NativeFloats.giveBack(output);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not close the model", e);
    } finally {
      turn.unlock();
    }
  }

  /** The input and output of one batch size, over buffers that all sizes share. */
  private record Tensors(
      OnnxTensor in,
      OnnxTensor out,
      Map<String, OnnxTensor> inputs,
      Map<String, OnnxTensor> outputs) {

    static Tensors of(
        OrtEnvironment environment,
        BundleManifest manifest,
        FloatBuffer input,
        FloatBuffer output,
        int rows,
        boolean column)
        throws OrtException {
      int features = manifest.features().size();
      OnnxTensor in =
          OnnxTensor.createTensor(
              environment, input.slice(0, rows * features), new long[] {rows, features});
      OnnxTensor out =
          OnnxTensor.createTensor(
              environment,
              output.slice(0, rows),
              column ? new long[] {rows, 1} : new long[] {rows});
      return new Tensors(
          in, out, Map.of(manifest.input().name(), in), Map.of(manifest.output().name(), out));
    }

    void run(OrtSession session) throws OrtException {
      session.run(inputs, outputs).close();
    }

    void close() {
      in.close();
      out.close();
    }
  }
}
