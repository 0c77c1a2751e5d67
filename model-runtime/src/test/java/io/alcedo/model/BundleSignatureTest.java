package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleSignatureTest {
  private static final LogisticModel LOGISTIC = new LogisticModel(-1, 0.5f, -2, 1.5f);
  private static final BundleManifest MANIFEST = Bundles.manifest(3, LOGISTIC::score);
  private static final String FEATURES = "name: mine\nfeatures: [] # ümlaut\n";
  private static final SigningKey KEY = SigningKey.generate();
  private static final SigningKey FOREIGN = SigningKey.generate();
  private static final TrustedKeys TRUSTED = TrustedKeys.of(List.of(KEY.publicKey()));

  @TempDir Path directory;
  private Path place;

  @BeforeEach
  void writeASignedBundle() throws Exception {
    place = directory.resolve("bundle");
    write(place, KEY);
  }

  private static void write(Path place, SigningKey key) throws BundleException {
    BundleWriter.write(place, MANIFEST, LOGISTIC.onnx().build().toByteArray(), FEATURES, key);
  }

  @Test
  void bundleByATrustedKeyIsReadAndSaysWhoSigned() throws Exception {
    ModelBundle bundle = ModelBundle.read(place, TRUSTED);
    assertThat(bundle.signedBy()).isEqualTo(KEY.keyId());
    assertThat(bundle.featureSet()).isEqualTo(FEATURES);
    TrustedKeys both = TrustedKeys.of(List.of(FOREIGN.publicKey(), KEY.publicKey()));
    assertThat(ModelBundle.read(place, both).signedBy()).isEqualTo(KEY.keyId());
    assertThat(both.keyIds()).containsExactlyInAnyOrder(KEY.keyId(), FOREIGN.keyId());
  }

  @Test
  void sameKeyGivesTheSameBytes() throws Exception {
    write(directory.resolve("again"), KEY);
    assertThat(directory.resolve("again").resolve(ManifestSignature.FILE))
        .hasSameBinaryContentAs(place.resolve(ManifestSignature.FILE));
    assertThat(Files.size(place.resolve(ManifestSignature.FILE)))
        .isLessThan(ManifestSignature.MOST_BYTES);
  }

  @Test
  void bundleWithoutSignatureIsRefusedUnlessAnyWillDo() throws Exception {
    Files.delete(place.resolve(ManifestSignature.FILE));
    assertRefused(BundleProblem.UNSIGNED).hasMessageContaining(KEY.keyId());
    ModelBundle bundle = ModelBundle.read(place, TrustedKeys.anyUnsigned());
    assertThat(bundle.signedBy()).isNull();
  }

  @Test
  void bundleByAForeignKeyIsRefused() throws Exception {
    BundleWriter.sign(place, FOREIGN);
    assertRefused(BundleProblem.UNTRUSTED_KEY)
        .hasMessageContaining("signed by=" + FOREIGN.keyId())
        .hasMessageContaining("trusted=[" + KEY.keyId() + "]");
    assertThat(ModelBundle.read(place, TrustedKeys.anyUnsigned()).signedBy()).isNull();
  }

  @Test
  void foreignSignatureUnderATrustedKeysIdIsRefused() throws Exception {
    byte[] json = Files.readAllBytes(place.resolve(BundleManifest.MANIFEST_FILE));
    ManifestSignature forged = new ManifestSignature(KEY.keyId(), FOREIGN.sign(json).signature());
    Files.write(place.resolve(ManifestSignature.FILE), forged.toBytes());
    assertRefused(BundleProblem.BAD_SIGNATURE);
  }

  @Test
  void changedManifestIsRefusedBeforeItIsParsed() throws Exception {
    Path file = place.resolve(BundleManifest.MANIFEST_FILE);
    byte[] whole = Files.readAllBytes(file);
    for (int at : new int[] {0, whole.length / 2, whole.length - 1}) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      assertRefused(BundleProblem.BAD_SIGNATURE);
    }
    Files.write(file, new byte[0]);
    assertRefused(BundleProblem.BAD_SIGNATURE);
    Files.write(file, whole);
    assertThat(ModelBundle.read(place, TRUSTED)).isNotNull();
  }

  @Test
  void otherModelUnderASignedManifestIsADigestMismatch() throws Exception {
    Path file = place.resolve(BundleManifest.MODEL_FILE);
    Files.write(file, new LogisticModel(9, 1, 1, 1).onnx().build().toByteArray());
    assertRefused(BundleProblem.DIGEST_MISMATCH).hasMessageContaining("model.onnx");
  }

  @Test
  void everyChangedBitOfASignatureIsRefused() throws Exception {
    Path file = place.resolve(ManifestSignature.FILE);
    byte[] whole = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, changed);
      BundleException refusal = refusal();
      assertThat(refusal).as("bit=%d", bit).isNotNull();
      assertThat(refusal.problem())
          .as("bit=%d", bit)
          .isIn(BundleProblem.BAD_SIGNATURE, BundleProblem.UNTRUSTED_KEY);
    }
  }

  @Test
  void signatureIsReadInItsOneFormOnly() throws Exception {
    assertMalformed(text -> "");
    assertMalformed(text -> "[]");
    assertMalformed(String::strip);
    assertMalformed(text -> text + "\n");
    assertMalformed(text -> text.replace("\":\"", "\": \""));
    assertMalformed(text -> text.replace("Ed25519", "none"));
    assertMalformed(text -> text.replace("}", ",\"more\":1}"));
    assertMalformed(text -> text.replace("{", "{\"keyId\":\"" + KEY.keyId() + "\","));
    assertMalformed(text -> text.replace(KEY.keyId(), KEY.keyId().toUpperCase(Locale.ROOT) + "A"));
    assertMalformed(text -> text.replace("==\"", "\""));
    Files.write(place.resolve(ManifestSignature.FILE), new byte[ManifestSignature.MOST_BYTES + 1]);
    assertRefused(BundleProblem.OVERSIZED);
  }

  private void assertMalformed(UnaryOperator<String> change) throws IOException {
    Path file = place.resolve(ManifestSignature.FILE);
    String whole = Files.readString(file);
    String changed = change.apply(whole);
    assertThat(changed).isNotEqualTo(whole);
    Files.writeString(file, changed);
    assertRefused(BundleProblem.BAD_SIGNATURE).hasMessageContaining("the one form");
    Files.writeString(file, whole);
  }

  @Test
  void bundleIsSignedAfterwardsOnlyIfItIsWhole() throws Exception {
    Path later = directory.resolve("later");
    write(later, null);
    assertThat(BundleWriter.sign(later, KEY).keyId()).isEqualTo(KEY.keyId());
    assertThat(later.resolve(ManifestSignature.FILE))
        .hasSameBinaryContentAs(place.resolve(ManifestSignature.FILE));
    BundleWriter.sign(later, FOREIGN);
    BundleWriter.sign(later, KEY);
    assertThat(ModelBundle.read(later, TRUSTED).signedBy()).isEqualTo(KEY.keyId());
    try (Stream<Path> files = Files.list(later)) {
      assertThat(files).hasSize(4);
    }

    Files.write(later.resolve(BundleManifest.MODEL_FILE), new byte[] {1});
    BundleException refusal =
        catchThrowableOfType(BundleException.class, () -> BundleWriter.sign(later, FOREIGN));
    assertThat(refusal.problem()).isEqualTo(BundleProblem.DIGEST_MISMATCH);
    assertThat(later.resolve(ManifestSignature.FILE))
        .hasSameBinaryContentAs(place.resolve(ManifestSignature.FILE));
  }

  @Test
  void copyIsTheVeryBytesThatWereRead() throws Exception {
    ModelBundle bundle = ModelBundle.read(place, TRUSTED);
    Path copy = directory.resolve("copy");
    BundleWriter.copy(bundle, copy);
    for (String file :
        List.of(
            BundleManifest.MANIFEST_FILE,
            BundleManifest.MODEL_FILE,
            BundleManifest.FEATURES_FILE,
            ManifestSignature.FILE)) {
      assertThat(copy.resolve(file)).hasSameBinaryContentAs(place.resolve(file));
    }
    assertThat(ModelBundle.read(copy, TRUSTED).digest()).isEqualTo(bundle.digest());
  }

  @Test
  void changedFeatureSetIsADigestMismatchAndOneThatIsNotListedIsIgnored() throws Exception {
    Path file = place.resolve(BundleManifest.FEATURES_FILE);
    Files.writeString(file, FEATURES + "\n");
    assertRefused(BundleProblem.DIGEST_MISMATCH).hasMessageContaining("features.yaml");
    Files.delete(file);
    assertRefused(BundleProblem.MISSING_FILE).hasMessageContaining("features.yaml");

    Path without = Bundles.write(directory.resolve("without"), MANIFEST, LOGISTIC.onnx());
    Files.writeString(without.resolve(BundleManifest.FEATURES_FILE), "name: smuggled");
    assertThat(ModelBundle.read(without).featureSet()).isNull();
  }

  @Test
  void featureSetIsLimitedAndIsText() throws Exception {
    long size = FEATURES.getBytes(StandardCharsets.UTF_8).length;
    BundleLimits exact = new BundleLimits(1 << 20, 1 << 20, size);
    assertThat(ModelBundle.read(place, TRUSTED, exact).featureSet()).isEqualTo(FEATURES);
    BundleLimits less = new BundleLimits(1 << 20, 1 << 20, size - 1);
    BundleException refusal =
        catchThrowableOfType(BundleException.class, () -> ModelBundle.read(place, TRUSTED, less));
    assertThat(refusal.problem()).isEqualTo(BundleProblem.OVERSIZED);

    byte[] latin = "name: ü".getBytes(StandardCharsets.ISO_8859_1);
    byte[] onnx = Files.readAllBytes(place.resolve(BundleManifest.MODEL_FILE));
    BundleManifest vouching =
        MANIFEST.withFiles(
            Map.of(
                BundleManifest.MODEL_FILE, Digests.sha256(onnx),
                BundleManifest.FEATURES_FILE, Digests.sha256(latin)));
    Files.write(place.resolve(BundleManifest.FEATURES_FILE), latin);
    Files.write(place.resolve(BundleManifest.MANIFEST_FILE), vouching.toJson());
    BundleException noText =
        catchThrowableOfType(BundleException.class, () -> ModelBundle.read(place));
    assertThat(noText.problem()).isEqualTo(BundleProblem.UNREADABLE_FILE);
    assertThat(noText).hasMessageContaining("UTF-8");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(BundleProblem problem) {
    BundleException refusal = refusal();
    assertThat(refusal).isNotNull();
    assertThat(refusal.problem()).as(refusal.getMessage()).isEqualTo(problem);
    return assertThat(refusal);
  }

  private BundleException refusal() {
    return catchThrowableOfType(BundleException.class, () -> ModelBundle.read(place, TRUSTED));
  }
}
