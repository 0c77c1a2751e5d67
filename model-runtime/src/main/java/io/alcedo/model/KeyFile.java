package io.alcedo.model;

import io.alcedo.model.KeyFileException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PEM files (RFC 7468) that hold one key and nothing else. Stateless. */
final class KeyFile {
  static final String SECRET = "PRIVATE KEY";
  static final String PUBLIC = "PUBLIC KEY";

  private static final int MOST_BYTES = 4_096;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----\\R([A-Za-z0-9+/=\\r\\n]+)-----END \\1-----\\s*");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private KeyFile() {}

  /** Returns the DER bytes of a file of this label. */
  static byte[] read(Path file, String label) throws KeyFileException {
    try {
      if (label.equals(SECRET)) {
        requireOwnerOnly(file);
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MOST_BYTES + 1);
      }
      if (bytes.length > MOST_BYTES) {
        throw new KeyFileException(
            Problem.UNREADABLE, "A key's file has at most " + MOST_BYTES + " bytes: file=" + file);
      }
      return der(new String(bytes, StandardCharsets.ISO_8859_1), label, file);
    } catch (NoSuchFileException e) {
      throw new KeyFileException(Problem.MISSING, "The key's file is there: file=" + file, e);
    } catch (IOException e) {
      throw new KeyFileException(
          Problem.UNREADABLE, "The key's file can be read by this process: file=" + file, e);
    }
  }

  private static byte[] der(String text, String label, Path file) throws KeyFileException {
    Matcher pem = PEM.matcher(text);
    if (!pem.matches() || !pem.group(1).equals(label)) {
      throw notAKey(label, file, null);
    }
    try {
      return Base64.getDecoder().decode(pem.group(2).replaceAll("[\\r\\n]", ""));
    } catch (IllegalArgumentException e) {
      throw notAKey(label, file, e);
    }
  }

  static KeyFileException notAKey(String label, Path file, @Nullable Throwable cause) {
    return new KeyFileException(
        Problem.NOT_A_KEY,
        "The file holds an Ed25519 key in PEM, and nothing else: label=" + label + ", file=" + file,
        cause);
  }

  private static void requireOwnerOnly(Path file) throws IOException, KeyFileException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (permissions.stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"))) {
      throw new KeyFileException(
          Problem.EXPOSED,
          "Only its owner may read a signing key; run 'chmod 600' on it: permissions="
              + PosixFilePermissions.toString(permissions)
              + ", file="
              + file);
    }
  }

  /** Writes a new file; one of a secret key is its owner's only, from its first moment on. */
  static void write(Path file, String label, byte[] der) throws KeyFileException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    try {
      Path directory = file.toAbsolutePath().getParent();
      boolean guarded =
          label.equals(SECRET)
              && directory != null
              && Files.getFileStore(directory).supportsFileAttributeView("posix");
      FileAttribute<?>[] attributes =
          guarded
              ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
              : new FileAttribute<?>[0];
      try (FileChannel channel =
          FileChannel.open(
              file,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes)) {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        channel.force(true);
      }
    } catch (FileAlreadyExistsException e) {
      throw new KeyFileException(
          Problem.ALREADY_EXISTS, "A key's file is never overwritten: file=" + file, e);
    } catch (IOException e) {
      throw new KeyFileException(
          Problem.NOT_WRITABLE, "The key's file can be written by this process: file=" + file, e);
    }
  }

  /** Takes a file away that was written in vain. */
  static void remove(Path file, Exception why) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }
}
