package io.alcedo.training.neural;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.trainer.TrainingException;
import java.nio.file.Path;

/**
 * PyTorch in this process. It is loaded on first use, from jars on the class path and nowhere else:
 * nothing is downloaded, and nobody is told. Its seed, its number of threads and its collecting of
 * gradients belong to the whole process, so training holds {@link #LOCK}.
 */
public final class Torch {
  /** Held while a network learns. */
  static final Object LOCK = new Object();

  private static final String ENGINE = "PyTorch";
  private static final String CACHE_PROPERTY = "ENGINE_CACHE_DIR";
  private static final String OFFLINE_PROPERTY = "ai.djl.offline";

  private Torch() {}

  /**
   * Names the directory below which the native libraries are unpacked, 450 MB once a version. To be
   * called before a network is trained, with a directory that only this user can write: what lies
   * there is run. A directory that is set already stays.
   */
  public static void unpackBelow(Path cache) {
    if (System.getProperty(CACHE_PROPERTY) == null) {
      System.setProperty(CACHE_PROPERTY, cache.toAbsolutePath().toString());
    }
  }

  /**
   * Checks that PyTorch's native libraries load and that it sees the device asked for.
   *
   * @throws TrainingException NATIVE_LIBRARY, saying what is missing
   */
  static void check(ExecutionTarget target) throws TrainingException {
    Engine engine = engine();
    if (target == ExecutionTarget.CUDA && engine.getGpuCount() == 0) {
      throw new TrainingException(
          TrainingException.Code.NATIVE_LIBRARY,
          "device is cuda only where PyTorch sees a CUDA device: device=cuda, devices=0, PyTorch "
              + engine.getVersion()
              + (engine.hasCapability("CUDA") ? "" : ", built without CUDA"));
    }
  }

  /** Starts what training does next from a seed, with so many native threads. */
  static void start(long seed, int threads) throws TrainingException {
    Engine engine = engine();
    JniUtils.setNumThreads(threads);
    engine.setRandomSeed((int) seed);
  }

  /** Returns a manager of arrays on a device, to be closed by the caller. */
  static NDManager arrays(ExecutionTarget target) throws TrainingException {
    return engine().newBaseManager(target == ExecutionTarget.CUDA ? Device.gpu() : Device.cpu());
  }

  static Engine engine() throws TrainingException {
    try {
      if (System.getProperty(OFFLINE_PROPERTY) == null) {
        System.setProperty(OFFLINE_PROPERTY, "true");
      }
      return Engine.getEngine(ENGINE);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      throw new TrainingException(
          TrainingException.Code.NATIVE_LIBRARY,
          "PyTorch's native libraries load where a jar of them for this system is on the class"
              + " path and their directory can be written (property "
              + CACHE_PROPERTY
              + "): "
              + e,
          e);
    }
  }
}
