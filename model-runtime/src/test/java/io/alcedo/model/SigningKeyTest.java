package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alcedo.model.KeyFileException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
  /** The first test vector of RFC 8032, section 7.1: its message is empty. */
  private static final String RFC_SEED =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  private static final String RFC_PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
  private static final String RFC_SIGNATURE =
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555f"
          + "b8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";

  private static final String PKCS8_PREFIX = "302e020100300506032b657004220420";
  private static final String SPKI_PREFIX = "302a300506032b6570032100";

  @TempDir Path directory;

  @Test
  void keyOfThePublishedVectorSignsAsPublished() throws Exception {
    SigningKey key = SigningKey.read(secretFile(PKCS8_PREFIX + RFC_SEED));
    assertThat(key.publicKey().getEncoded())
        .isEqualTo(HexFormat.of().parseHex(SPKI_PREFIX + RFC_PUBLIC));
    assertThat(key.sign(new byte[0]).signature()).isEqualTo(HexFormat.of().parseHex(RFC_SIGNATURE));
    assertThat(key.keyId())
        .isEqualTo(
            Digests.sha256(HexFormat.of().parseHex(SPKI_PREFIX + RFC_PUBLIC)).substring(0, 16));
  }

  @Test
  void keyIsReadBackFromItsOwnersFile() throws Exception {
    Path file = directory.resolve("key.pem");
    SigningKey made = SigningKey.create(file);
    SigningKey read = SigningKey.read(file);
    byte[] message = {4, 5, 6};
    assertThat(read.keyId()).isEqualTo(made.keyId());
    assertThat(read.sign(message).signature()).isEqualTo(made.sign(message).signature());
    assertThat(SigningKey.readPublic(directory.resolve("key.pem.pub"))).isEqualTo(made.publicKey());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(made.toString()).isEqualTo("SigningKey[" + made.keyId() + "]");
  }

  @Test
  void filesAreNeverOverwritten() throws Exception {
    Path file = directory.resolve("key.pem");
    SigningKey.create(file);
    byte[] before = Files.readAllBytes(file);
    assertThat(refusal(() -> SigningKey.create(file))).isEqualTo(Problem.ALREADY_EXISTS);
    assertThat(file).hasBinaryContent(before);

    Files.writeString(directory.resolve("other.pem.pub"), "mine");
    Path other = directory.resolve("other.pem");
    assertThat(refusal(() -> SigningKey.create(other))).isEqualTo(Problem.ALREADY_EXISTS);
    assertThat(other).doesNotExist();
  }

  @Test
  void fileThatOthersMayReadIsRefused() throws Exception {
    Path file = directory.resolve("key.pem");
    SigningKey.create(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(refusal(() -> SigningKey.read(file))).isEqualTo(Problem.EXPOSED);
  }

  @Test
  void whatIsNoKeyIsRefusedWithoutBeingShown() throws Exception {
    Path rsa = directory.resolve("rsa.pem");
    KeyFile.write(
        rsa,
        KeyFile.SECRET,
        KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded());
    Path noise = secretFile("00112233445566778899");
    Path wrongSeed = secretFile(PKCS8_PREFIX.replace("2e", "2d") + RFC_SEED.substring(2));
    Path swapped = directory.resolve("swapped");
    SigningKey.create(swapped);
    for (Path file : List.of(rsa, noise, wrongSeed)) {
      KeyFileException refusal =
          catchThrowableOfType(KeyFileException.class, () -> SigningKey.read(file));
      assertThat(refusal.problem()).as(file.toString()).isEqualTo(Problem.NOT_A_KEY);
      assertThat(refusal.getMessage()).doesNotContain(Files.readString(file).split("\n")[1]);
    }
    assertThat(refusal(() -> SigningKey.readPublic(swapped))).isEqualTo(Problem.NOT_A_KEY);
    assertThat(refusal(() -> TrustedKeys.read(List.of(rsa)))).isEqualTo(Problem.NOT_A_KEY);
    assertThat(refusal(() -> SigningKey.read(directory.resolve("none"))))
        .isEqualTo(Problem.MISSING);
    Path large = Files.writeString(directory.resolve("large"), "x".repeat(5_000));
    assertThat(refusal(() -> SigningKey.readPublic(large))).isEqualTo(Problem.UNREADABLE);
    assertThatThrownBy(() -> TrustedKeys.of(List.of())).hasMessageContaining("At least one key");
  }

  @Test
  void publicKeyWithMoreThanAKeyInItsFileIsRefused() throws Exception {
    Path file = directory.resolve("key.pem");
    SigningKey.create(file);
    String text = Files.readString(SigningKey.publicFile(file));
    Path two = Files.writeString(directory.resolve("two"), text + text);
    Path windows = Files.writeString(directory.resolve("windows"), text.replace("\n", "\r\n"));
    assertThat(refusal(() -> SigningKey.readPublic(two))).isEqualTo(Problem.NOT_A_KEY);
    assertThat(SigningKey.readPublic(windows)).isNotNull();
  }

  private Path secretFile(String derHex) throws Exception {
    Path file = Files.createTempFile(directory, "key", ".pem");
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(derHex))
            + "\n-----END PRIVATE KEY-----\n");
    return file;
  }

  private static Problem refusal(ThrowingCallable call) {
    return catchThrowableOfType(KeyFileException.class, call).problem();
  }
}
