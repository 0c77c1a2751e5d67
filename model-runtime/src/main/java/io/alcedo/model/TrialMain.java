package io.alcedo.model;

import java.nio.file.Path;

/**
 * The child process of a {@link BundleTrial}: opens the bundle in the directory given on the CPU,
 * which checks golden vectors and warms every size. Exits with 0, or with {@value #REFUSED} after a
 * line of the problem's code and the message.
 */
final class TrialMain {
  static final int REFUSED = 3;

  private TrialMain() {}

  /** Tries one bundle. */
  @SuppressWarnings("SystemOut") // what a child process says to its parent
  public static void main(String[] arguments) {
    int status = 0;
    try {
      ModelBundle bundle = ModelBundle.read(Path.of(arguments[0]));
      OnnxModel.open(bundle, ExecutionTarget.CPU, ModelOptions.DEFAULT).close();
    } catch (BundleException e) {
      System.out.println(e.problem() + " " + e.getMessage());
      status = REFUSED;
    }
    System.out.flush();
    // Not exit: shutdown hooks and native destructors have nothing to say here.
    Runtime.getRuntime().halt(status);
  }
}
