package io.alcedo.model;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one unpacked copy of ONNX Runtime's native libraries. Left alone the runtime unpacks them
 * anew to the temporary directory at every start, and a process that is killed leaves them there
 * (28 MB, and 600 MB of the CUDA build).
 *
 * <p>Call {@link #prepare} before anything else of this package, with a directory that only this
 * user can write: what lies there is run. A {@value #PROPERTY} that is already set is left as it
 * is.
 */
public final class NativeLibraries {
  /** The system property from which ONNX Runtime takes the directory of its libraries. */
  public static final String PROPERTY = "onnxruntime.native.path";

  private static final List<String> NEEDED = List.of("onnxruntime", "onnxruntime4j_jni");
  private static final List<String> OPTIONAL =
      List.of("onnxruntime_providers_shared", "onnxruntime_providers_cuda");

  private NativeLibraries() {}

  /**
   * Unpacks the libraries below a directory, once a version and build, and points ONNX Runtime to
   * them. Processes may do this at the same time.
   *
   * @return the libraries' directory; empty where the class path has none for this platform, and
   *     then ONNX Runtime looks for itself
   * @throws IOException if the directory cannot be written
   */
  public static synchronized Optional<Path> prepare(Path cache) throws IOException {
    String already = System.getProperty(PROPERTY);
    if (already != null) {
      return Optional.of(Path.of(already));
    }
    for (String library : NEEDED) {
      if (resource(library) == null) {
        return Optional.empty();
      }
    }
    Path directory = cache.toAbsolutePath().resolve("onnxruntime-" + build());
    Files.createDirectories(directory);
    for (String library : NEEDED) {
      unpack(library, directory);
    }
    for (String library : OPTIONAL) {
      unpack(library, directory);
    }
    System.setProperty(PROPERTY, directory.toString());
    return Optional.of(directory);
  }

  /** Tells versions apart, and the CPU from the CUDA build of one version. */
  private static String build() throws IOException {
    String version = OrtEnvironment.class.getPackage().getImplementationVersion();
    return (version == null ? "unversioned" : version)
        + "-"
        + platform()
        + "-"
        + size("onnxruntime");
  }

  private static void unpack(String library, Path directory) throws IOException {
    URL source = resource(library);
    Path place = directory.resolve(System.mapLibraryName(library));
    if (source == null || (Files.exists(place) && Files.size(place) == size(library))) {
      return;
    }
    Path draft = Files.createTempFile(directory, ".", ".draft");
    try (InputStream in = source.openStream()) {
      Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static long size(String library) throws IOException {
    URL source = resource(library);
    if (source == null) {
      return -1;
    }
    URLConnection connection = source.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      long size = connection.getContentLengthLong();
      return size >= 0 ? size : in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  private static @Nullable URL resource(String library) {
    return OrtEnvironment.class.getResource(
        "/ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(library));
  }

  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return (system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux")
        + "-"
        + (processor.startsWith("aarch64") ? "aarch64" : "x64");
  }
}
