package io.alcedo.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import io.alcedo.privacy.KeysetException.Code;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetTest {
  @TempDir Path directory;

  @Test
  void inspectsWithoutKeyMaterial() {
    Keyset keyset = TestKeys.keyset();

    assertThat(keyset.inspect())
        .containsExactly(new Keyset.KeyInfo("44332211", "ENABLED", true, "HMAC_SHA256_PRF"));
    assertThat(keyset.toString()).doesNotContain("AAECAw").contains("44332211");
  }

  @Test
  void aStatedKeyMakesTheSameTokensEachTime() {
    byte[] key = new byte[32];
    key[31] = 7;
    String token = Pseudonymiser.of(Keyset.of(key)).token("d", "t", "v");

    assertThat(Pseudonymiser.of(Keyset.of(key.clone())).token("d", "t", "v")).isEqualTo(token);
    key[31] = 8;
    assertThat(Pseudonymiser.of(Keyset.of(key)).token("d", "t", "v")).isNotEqualTo(token);
    assertThatThrownBy(() -> Keyset.of(new byte[31]))
        .hasMessage("A key has at least 32 bytes: bytes=31");
  }

  @Test
  void makesAKeysetThatOnlyItsOwnerReads() throws Exception {
    Path data = directory.resolve("new/data");

    Keyset made = KeysetSource.createIfAbsent(data).load();
    Keyset again = KeysetSource.createIfAbsent(data).load();

    Path file = data.resolve(KeysetSource.FILE_NAME);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(again.inspect()).isEqualTo(made.inspect());
    assertThat(Pseudonymiser.of(again).token("d", "t", "v"))
        .isEqualTo(Pseudonymiser.of(made).token("d", "t", "v"));
    assertThat(files(data)).containsExactly(file);
  }

  @Test
  void makesOneKeysetWhenManyAskAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Integer> task = () -> KeysetSource.createIfAbsent(directory).load().primaryKeyId();
      Set<Integer> ids = new HashSet<>();
      for (Future<Integer> id : threads.invokeAll(java.util.Collections.nCopies(16, task))) {
        ids.add(id.get());
      }
      assertThat(ids).hasSize(1);
      assertThat(files(directory)).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void neverOverwritesAKeyset() throws Exception {
    Path file = directory.resolve("k.json");
    KeysetSource.create(file);
    byte[] before = Files.readAllBytes(file);

    refused(Code.ALREADY_EXISTS, () -> KeysetSource.create(file));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(files(directory)).containsExactly(file);
  }

  @Test
  void refusesAKeysetThatOthersCanRead() throws Exception {
    Path file = directory.resolve("k.json");
    KeysetSource.create(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    refused(Code.EXPOSED, () -> KeysetSource.file(file).load()).hasMessageContaining("chmod 600");
  }

  @Test
  void saysWhatIsMissing() {
    refused(Code.MISSING, () -> KeysetSource.file(directory.resolve("none")).load());
    refused(Code.MISSING, () -> KeysetSource.environment("ALCEDO_NO_SUCH_VARIABLE").load())
        .hasMessageContaining("ALCEDO_NO_SUCH_VARIABLE");
    refused(Code.UNREADABLE, () -> unreadable().load());
  }

  @Test
  void saysWhatIsWrongAndShowsNoKey() throws Exception {
    refused(Code.MALFORMED, () -> Keyset.parse("{\"secret\": tell}", "here"))
        .hasMessageContaining("here");
    refused(Code.TOO_SHORT, () -> Keyset.parse(TestKeys.json(3, new byte[16]), "here"));
    refused(Code.WRONG_TYPE, () -> Keyset.parse(TestKeys.json(4, TestKeys.KEY), "here"));
    refused(
        Code.WRONG_TYPE, () -> Keyset.parse(json(PredefinedPrfParameters.AES_CMAC_PRF), "here"));
    AeadConfig.register();
    refused(Code.WRONG_TYPE, () -> Keyset.parse(json(PredefinedAeadParameters.AES256_GCM), "here"));
    refused(
        Code.NO_PRIMARY,
        () -> Keyset.parse(TestKeys.json().replace("ENABLED", "DISABLED"), "here"));
    refused(
        Code.NO_PRIMARY,
        () -> Keyset.parse(TestKeys.json().replace("\"primaryKeyId\": 1144201745,", ""), "here"));
  }

  @Test
  void rotationKeepsOldTokensFindable() throws Exception {
    KeysetHandle old =
        TinkJsonProtoKeysetFormat.parseKeyset(TestKeys.json(), InsecureSecretKeyAccess.get());
    KeysetHandle rotated =
        KeysetHandle.newBuilder(old)
            .addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedPrfParameters.HMAC_SHA256_PRF)
                    .withFixedId(7)
                    .makePrimary())
            .build();
    Pseudonymiser after =
        Pseudonymiser.of(
            Keyset.parse(
                TinkJsonProtoKeysetFormat.serializeKeyset(rotated, InsecureSecretKeyAccess.get()),
                "rotated"));

    List<String> tokens = after.tokens("d", "t", "v");
    assertThat(tokens).hasSize(2);
    assertThat(tokens.get(0)).startsWith("00000007.").isEqualTo(after.token("d", "t", "v"));
    assertThat(tokens.get(1)).isEqualTo(TestKeys.pseudonymiser().token("d", "t", "v"));
  }

  @Test
  void readsTheEnvironment() {
    refused(Code.MALFORMED, () -> KeysetSource.environment("PATH").load())
        .hasMessageContaining("PATH")
        .hasMessageNotContaining(System.getenv("PATH"));
  }

  @Test
  void sourcesTravelWithAJobAndHoldNoSecret() throws Exception {
    KeysetSource source = KeysetSource.createIfAbsent(directory);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(source);

    Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(copy).isEqualTo(source);
    assertThat(((KeysetSource) copy).load().inspect()).isEqualTo(source.load().inspect());
  }

  private KeysetSource unreadable() throws Exception {
    return KeysetSource.file(Files.createDirectories(directory.resolve("folder"), ownerOnly()));
  }

  private static java.nio.file.attribute.FileAttribute<?> ownerOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  private static String json(com.google.crypto.tink.Parameters parameters) throws Exception {
    return TinkJsonProtoKeysetFormat.serializeKeyset(
        KeysetHandle.generateNew(parameters), InsecureSecretKeyAccess.get());
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
      Code code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(KeysetException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  private static List<Path> files(Path directory) throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
