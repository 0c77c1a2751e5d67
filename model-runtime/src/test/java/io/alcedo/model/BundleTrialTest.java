package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTrialTest {
  private static final LogisticModel LOGISTIC = new LogisticModel(-1, 0.5f, -2, 1.5f);
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void goodBundlePasses() throws Exception {
    BundleTrial.within(LONG).run(Bundles.logistic(directory, LOGISTIC, 3));
  }

  @Test
  void whatTheChildFindsIsTheRefusal() throws Exception {
    BundleManifest manifest = Bundles.manifest(3, row -> 0.5f);
    ModelBundle bundle = Bundles.read(directory, manifest, LOGISTIC.onnx());
    BundleException refusal = refusal(BundleTrial.within(LONG), bundle);
    assertThat(refusal.problem()).isEqualTo(BundleProblem.GOLDEN_MISMATCH);
    assertThat(refusal).hasMessageContaining("expected=0.5");
  }

  @Test
  void modelThatCrashesItsProcessIsRefused() throws Exception {
    ModelBundle bundle =
        Bundles.read(directory, Bundles.manifest(3, row -> 0.5f), HostileModels.deepTree(300_000));
    BundleException refusal = refusal(BundleTrial.within(LONG), bundle);
    assertThat(refusal.problem()).isEqualTo(BundleProblem.TRIAL_FAILED);
    assertThat(refusal).hasMessageContaining("ended by a signal: signal=");
  }

  @Test
  void modelThatNeverEndsLoadingIsRefusedAndItsProcessEnded() throws Exception {
    ModelBundle bundle =
        Bundles.read(
            directory, Bundles.manifest(3, row -> 0.5f), HostileModels.endlessFolding(1_500));
    BundleException refusal = refusal(BundleTrial.within(Duration.ofSeconds(6)), bundle);
    assertThat(refusal.problem()).isEqualTo(BundleProblem.TRIAL_FAILED);
    assertThat(refusal).hasMessageContaining("timeout=PT6S");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void childThatDiesIsARefusalWithItsStatusAndLastWords() throws Exception {
    ModelBundle bundle = Bundles.logistic(directory, LOGISTIC, 3);
    BundleException refusal = refusal(BundleTrial.by(LONG, child("DIE")), bundle);
    assertThat(refusal.problem()).isEqualTo(BundleProblem.TRIAL_FAILED);
    assertThat(refusal).hasMessageContaining("status=7").hasMessageContaining("last words");
  }

  @Test
  void childThatNeverEndsIsARefusalAndIsEnded() throws Exception {
    ModelBundle bundle = Bundles.logistic(directory, LOGISTIC, 3);
    BundleException refusal =
        refusal(BundleTrial.by(Duration.ofMillis(500), child("HANG")), bundle);
    assertThat(refusal.problem()).isEqualTo(BundleProblem.TRIAL_FAILED);
    assertThat(refusal).hasMessageContaining("timeout=PT0.5S");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void childSeesNothingOfThisEnvironmentAndLeavesNothingBehind() throws Exception {
    ModelBundle bundle = Bundles.logistic(directory, LOGISTIC, 3);
    BundleException refusal = refusal(BundleTrial.by(LONG, child("TELL")), bundle);
    String message = refusal.getMessage();
    assertThat(message.substring(message.indexOf("variables="), message.indexOf(" room=")))
        .doesNotContain("HOME");
    Path room = Path.of(message.substring(message.indexOf("room=") + 5).strip());
    assertThat(room.toString()).contains("alcedo-trial-");
    assertThat(room).doesNotExist();
  }

  @Test
  void programThatIsNotThereIsARefusal() throws Exception {
    ModelBundle bundle = Bundles.logistic(directory, LOGISTIC, 3);
    BundleException refusal =
        refusal(BundleTrial.by(LONG, List.of(directory.resolve("none").toString())), bundle);
    assertThat(refusal.problem()).isEqualTo(BundleProblem.TRIAL_FAILED);
  }

  private static List<String> child(String mode) throws Exception {
    List<String> command = new ArrayList<>(BundleTrial.java(Child.class.getName()));
    Path classes = Path.of(Child.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    command.set(command.indexOf("-cp") + 1, classes.toString());
    command.add(mode);
    return command;
  }

  /** A child process that misbehaves. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      switch (arguments[0]) {
        case "HANG" -> new CountDownLatch(1).await();
        case "TELL" ->
            System.out.println(
                "variables="
                    + System.getenv().keySet()
                    + " room="
                    + System.getProperty("java.io.tmpdir"));
        default -> System.out.println("last words");
      }
      Runtime.getRuntime().halt(7);
    }
  }

  private static BundleException refusal(BundleTrial trial, ModelBundle bundle) {
    return catchThrowableOfType(BundleException.class, () -> trial.run(bundle));
  }
}
