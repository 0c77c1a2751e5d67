package io.alcedo.local;

import io.alcedo.model.Digests;
import io.alcedo.privacy.Keyset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * Makes the keyset of a history's file of the file itself: tokens are the same each time, so that
 * what is computed of their hashes is too, such as estimates of how many different ones there are,
 * and are known to nobody who does not hold the file. Stateless.
 */
public final class HistoryKeyset {
  private HistoryKeyset() {}

  /** Returns the keyset of a file, which is read once for it. */
  public static Keyset of(Path file) throws IOException {
    MessageDigest digest = Digests.newSha256();
    // Not the plain digest of the file, which a dataset shows to everyone.
    digest.update("alcedo dataset tokens\n".getBytes(StandardCharsets.UTF_8));
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return Keyset.of(digest.digest());
  }
}
