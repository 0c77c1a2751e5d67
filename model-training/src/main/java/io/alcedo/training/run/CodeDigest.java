package io.alcedo.training.run;

import io.alcedo.model.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A digest of compiled code: SHA-256 over the names and bytes of all classes and resources that lie
 * where the given classes do. A directory of classes and the jar made of it have the same digest,
 * whatever the times in the jar; what a build adds beside ({@code META-INF/MANIFEST.MF}, Maven's
 * files) does not count. Stateless.
 */
public final class CodeDigest {
  private CodeDigest() {}

  /**
   * Returns the version of the code that the first of these classes says it is of, and the digest
   * over the code of all of them.
   *
   * @throws IOException where a directory or jar on the class path cannot be read
   */
  public static CodeVersion of(List<Class<?>> classes) throws IOException {
    MessageDigest digest = Digests.newSha256();
    SortedMap<String, Path> places = new TreeMap<>();
    for (Class<?> type : classes) {
      Path place = place(type);
      places.put(place.toString(), place);
    }
    List<String> parts = new ArrayList<>();
    for (Path place : places.values()) {
      parts.add(of(place));
    }
    // Sorted by content, so that it does not matter where the code lies.
    parts.stream().sorted().forEach(part -> digest.update(part.getBytes(StandardCharsets.UTF_8)));
    String version = classes.get(0).getPackage().getImplementationVersion();
    return new CodeVersion(
        version == null ? "unreleased" : version, HexFormat.of().formatHex(digest.digest()));
  }

  /** Returns the digest of a directory of classes or of a jar. */
  static String of(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      return ofTree(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return ofTree(jar.getPath("/"));
    }
  }

  private static Path place(Class<?> type) throws IOException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("A class comes from a directory or a jar: class=" + type.getName());
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("A class comes from a local file: class=" + type.getName(), e);
    }
  }

  private static String ofTree(Path root) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(Files::isRegularFile)
          .forEach(file -> files.put(root.relativize(file).toString().replace('\\', '/'), file));
    }
    MessageDigest digest = Digests.newSha256();
    byte[] buffer = new byte[1 << 14];
    for (var entry : files.entrySet()) {
      if (entry.getKey().equals("META-INF/MANIFEST.MF")
          || entry.getKey().startsWith("META-INF/maven/")) {
        continue;
      }
      digest.update(entry.getKey().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      try (InputStream in = Files.newInputStream(entry.getValue())) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
