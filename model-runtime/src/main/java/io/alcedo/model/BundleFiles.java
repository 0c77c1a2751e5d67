package io.alcedo.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of a bundle's directory, each read once, whole and within its limit. */
final class BundleFiles {
  private final Path directory;

  BundleFiles(Path directory) {
    this.directory = directory;
  }

  byte[] read(String file, long most) throws BundleException {
    byte[] bytes = readIfThere(file, most);
    if (bytes == null) {
      throw new BundleException(
          BundleProblem.MISSING_FILE, "The bundle lacks a file: file=" + directory.resolve(file));
    }
    return bytes;
  }

  byte @Nullable [] readIfThere(String file, long most) throws BundleException {
    Path path = directory.resolve(file);
    if (!Files.exists(path)) {
      return null;
    }
    // A pipe or a device would be waited for.
    if (!Files.isRegularFile(path)) {
      throw new BundleException(
          BundleProblem.UNREADABLE_FILE, "A bundle's file is a plain file: file=" + path);
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes((int) most + 1);
      if (bytes.length > most) {
        throw new BundleException(
            BundleProblem.OVERSIZED,
            "A bundle's file has at most " + most + " bytes: file=" + path);
      }
      return bytes;
    } catch (IOException e) {
      throw new BundleException(
          BundleProblem.UNREADABLE_FILE, "The file cannot be read: file=" + path + ": " + e, e);
    }
  }
}
