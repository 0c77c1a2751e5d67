package io.alcedo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alcedo.model.BundleException;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.BundleProblem;
import io.alcedo.model.BundleTrial;
import io.alcedo.model.Digests;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.SigningKey;
import io.alcedo.model.TrustedKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  private static final SigningKey KEY = SigningKey.generate();
  private static final BundleTrial TRIAL = BundleTrial.within(Duration.ofMinutes(2));

  @TempDir Path directory;
  private Path root;
  private ModelStore store;

  @BeforeEach
  void openStore() {
    root = directory.resolve("store");
    store = new ModelStore(root, TrustedKeys.of(List.of(KEY.publicKey())));
  }

  @Test
  void stagedBundleIsTheOneThatWasOffered() throws Exception {
    Path bundle = TestBundles.write(directory.resolve("bundle"), "1", KEY, 0.5f);
    ModelVersion version = store.stage(bundle, TRIAL);
    ModelBundle resolved = store.resolve("cards", version);
    assertThat(version).isEqualTo(new ModelVersion("1", resolved.digest()));
    assertThat(resolved.signedBy()).isEqualTo(KEY.keyId());
    assertThat(files(store.directory("cards", "1"))).isEqualTo(files(bundle));
    assertThat(store.models()).containsExactly("cards");
    assertThat(store.versions("cards")).containsExactly("1");
  }

  @Test
  void sameBundleIsStagedTwiceAndAnotherUnderItsVersionIsRefused() throws Exception {
    Path bundle = TestBundles.write(directory.resolve("bundle"), "1", KEY, 0.5f);
    ModelVersion first = store.stage(bundle, TRIAL);
    assertThat(store.stage(bundle, TRIAL)).isEqualTo(first);
    Path other = TestBundles.write(directory.resolve("other"), "1", KEY, 0.500001f);
    assertThat(problem(() -> store.stage(other, TRIAL))).isEqualTo(BundleProblem.DIGEST_MISMATCH);
    assertThat(files(store.directory("cards", "1"))).isEqualTo(files(bundle));
  }

  @Test
  void whatIsRefusedLeavesNothingInTheStore() throws Exception {
    SigningKey foreign = SigningKey.generate();
    Path unsigned = TestBundles.write(directory.resolve("unsigned"), "1", null, 0.5f);
    Path untrusted = TestBundles.write(directory.resolve("untrusted"), "1", foreign, 0.5f);
    Path wrong = TestBundles.write(directory.resolve("wrong"), "1", KEY, 0.7f);
    assertThat(problem(() -> store.stage(unsigned, TRIAL))).isEqualTo(BundleProblem.UNSIGNED);
    assertThat(problem(() -> store.stage(untrusted, TRIAL))).isEqualTo(BundleProblem.UNTRUSTED_KEY);
    assertThat(problem(() -> store.stage(wrong, TRIAL))).isEqualTo(BundleProblem.GOLDEN_MISMATCH);
    assertThat(root).doesNotExist();
    ModelStore any = new ModelStore(root, TrustedKeys.anyUnsigned());
    assertThat(any.stage(unsigned, TRIAL).version()).isEqualTo("1");
  }

  @Test
  void whatChangedInTheStoreIsNotGiven() throws Exception {
    ModelVersion first =
        store.stage(TestBundles.write(directory.resolve("one"), "1", KEY, 0.5f), TRIAL);
    Path place = store.directory("cards", "1");

    // even one by the same key, which an assignment's digest tells from the one that was staged
    Path other = TestBundles.write(directory.resolve("other"), "1", KEY, 0.500001f);
    Path manifest = place.resolve(BundleManifest.MANIFEST_FILE);
    for (String file : List.of(BundleManifest.MANIFEST_FILE, "manifest.sig")) {
      Files.copy(other.resolve(file), place.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(store.read("cards", "1")).isNotNull();
    assertThat(problem(() -> store.resolve("cards", first)))
        .isEqualTo(BundleProblem.DIGEST_MISMATCH);

    Files.writeString(manifest, Files.readString(manifest).replace("cards", "carts"));
    assertThat(problem(() -> store.resolve("cards", first))).isEqualTo(BundleProblem.BAD_SIGNATURE);
    assertThat(problem(() -> store.resolve("cards", Versions.of(9))))
        .isEqualTo(BundleProblem.MISSING_FILE);
  }

  @Test
  void bundleUnderAnotherNameIsRefusedAndNamesArePlain() throws Exception {
    store.stage(TestBundles.write(directory.resolve("one"), "1", KEY, 0.5f), TRIAL);
    Files.move(root.resolve("cards/1"), root.resolve("cards/2"));
    assertThat(problem(() -> store.read("cards", "2")))
        .isEqualTo(BundleProblem.UNREADABLE_MANIFEST);
    for (String name : List.of("", "..", ".hidden", "a/b", "a b", "x".repeat(129))) {
      assertThatThrownBy(() -> store.read("cards", name)).hasMessageContaining("version=" + name);
      assertThatThrownBy(() -> store.read(name, "1")).hasMessageContaining("model=" + name);
    }
  }

  @Test
  void listHoldsDirectoriesOnlyAndAnEmptyStoreIsEmpty() throws Exception {
    assertThat(store.models()).isEmpty();
    assertThat(store.versions("cards")).isEmpty();
    store.stage(TestBundles.write(directory.resolve("one"), "1", KEY, 0.5f), TRIAL);
    Files.writeString(store.gateReport("cards", "1"), "{}");
    Files.writeString(store.monitoringReport("cards"), "{}");
    Files.createDirectories(root.resolve("cards/.2-draft"));
    assertThat(store.models()).containsExactly("cards");
    assertThat(store.versions("cards")).containsExactly("1");
    assertThat(store.gateReport("cards", "1")).isEqualTo(root.resolve("cards/1.gate.json"));
  }

  private static Map<String, String> files(Path bundle) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(bundle)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Digests.sha256(file));
      }
    }
    return contents;
  }

  private static BundleProblem problem(ThrowingCallable call) {
    BundleException refusal = catchThrowableOfType(BundleException.class, call);
    assertThat(refusal).isNotNull();
    return refusal.problem();
  }
}
