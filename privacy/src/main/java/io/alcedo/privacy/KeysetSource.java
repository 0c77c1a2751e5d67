package io.alcedo.privacy;

import io.alcedo.privacy.KeysetException.Code;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * Where a keyset is found. It is serializable and holds no secret, so that a job carries the source
 * and each task manager loads the keyset itself. Immutable and thread-safe.
 */
public sealed interface KeysetSource extends Serializable {
  /** The name of the keyset's file in a data directory. */
  String FILE_NAME = "keyset.json";

  /**
   * Loads the keyset.
   *
   * @throws KeysetException where it is missing, unreadable, exposed or makes no tokens
   */
  Keyset load() throws KeysetException;

  /** Returns the source that reads this file. */
  static KeysetSource file(Path file) {
    return new InFile(file.toAbsolutePath().toString());
  }

  /** Returns the source that reads the environment variable of this name. */
  static KeysetSource environment(String variable) {
    return new InEnvironment(variable);
  }

  /**
   * Returns the keyset file of a data directory, after making directory and file where they are not
   * there. When several processes do so at once, all get the same keyset.
   */
  static KeysetSource createIfAbsent(Path directory) throws KeysetException {
    Path file = directory.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      try {
        Files.createDirectories(directory);
        create(file);
      } catch (KeysetException e) {
        if (e.code() != Code.ALREADY_EXISTS) {
          throw e;
        }
      } catch (IOException e) {
        throw InFile.notWritable(file);
      }
    }
    return file(file);
  }

  /**
   * Makes a new keyset in a new file that only its owner can read, at once and whole.
   *
   * @throws KeysetException ALREADY_EXISTS where there is such a file, NOT_WRITABLE where it cannot
   *     be written
   */
  static Keyset create(Path file) throws KeysetException {
    Keyset keyset = Keyset.generate();
    store(file, keyset);
    return keyset;
  }

  /**
   * Writes a keyset to a new file that only its owner can read, at once and whole, and returns the
   * source that reads it.
   *
   * @throws KeysetException ALREADY_EXISTS where there is such a file, NOT_WRITABLE where it cannot
   *     be written
   */
  static KeysetSource store(Path file, Keyset keyset) throws KeysetException {
    InFile.write(file, keyset.toSecretJson());
    return file(file);
  }

  /**
   * Puts what a change makes of a keyset in the file's place, at once and whole. One change at a
   * time: the draft beside the file keeps another one out.
   *
   * @return the keyset as it is then
   * @throws KeysetException where the keyset cannot be used, the change refuses it, another change
   *     is being written (BUSY) or the file cannot be
   */
  static Keyset change(Path file, Change change) throws KeysetException {
    return InFile.change(file, change);
  }

  /** Makes another keyset of one. */
  @FunctionalInterface
  interface Change {
    /**
     * Returns the keyset that takes its place.
     *
     * @throws KeysetException where it refuses
     */
    Keyset apply(Keyset keyset) throws KeysetException;
  }

  /**
   * A keyset in a file that only its owner may read.
   *
   * @param file the file's absolute path
   */
  record InFile(String file) implements KeysetSource {
    private static final Set<PosixFilePermission> OWNER_ONLY =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    @Override
    public Keyset load() throws KeysetException {
      Path path = Path.of(file);
      try {
        checkOwnerOnly(path);
        return Keyset.parse(Files.readString(path), file);
      } catch (NoSuchFileException e) {
        throw new KeysetException(
            Code.MISSING,
            "The keyset file is there; make one with 'alcedo keys create': file=" + file);
      } catch (IOException e) {
        throw new KeysetException(
            Code.UNREADABLE, "The keyset file can be read by this process: file=" + file);
      }
    }

    private static void checkOwnerOnly(Path path) throws IOException, KeysetException {
      PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      if (view == null) {
        return;
      }
      Set<PosixFilePermission> permissions = view.readAttributes().permissions();
      if (permissions.stream().anyMatch(p -> !p.name().startsWith("OWNER_"))) {
        throw new KeysetException(
            Code.EXPOSED,
            "Only its owner may read a keyset file; run 'chmod 600' on it: permissions="
                + PosixFilePermissions.toString(permissions)
                + ", file="
                + path);
      }
    }

    private static Keyset change(Path file, Change change) throws KeysetException {
      Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
      boolean moved = false;
      try (FileChannel channel = open(draft)) {
        try {
          Keyset changed = change.apply(KeysetSource.file(file).load());
          write(channel, changed.toSecretJson());
          Files.move(
              draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
          moved = true;
          return changed;
        } finally {
          if (!moved) { // else a draft of this name is another's
            Files.deleteIfExists(draft);
          }
        }
      } catch (FileAlreadyExistsException e) {
        throw new KeysetException(
            Code.BUSY,
            "A keyset is changed by one at a time; where no other is at work, delete: file="
                + draft);
      } catch (IOException e) {
        throw notWritable(file);
      }
    }

    private static FileChannel open(Path draft) throws IOException {
      Path directory = draft.toAbsolutePath().getParent();
      boolean posix =
          directory != null && Files.getFileStore(directory).supportsFileAttributeView("posix");
      FileAttribute<?>[] attributes =
          posix
              ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
              : new FileAttribute<?>[0];
      return FileChannel.open(
          draft, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
    }

    private static void write(FileChannel channel, String json) throws IOException {
      channel.write(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }

    private static void write(Path file, String json) throws KeysetException {
      Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
      try {
        try (FileChannel channel = open(draft)) {
          write(channel, json);
        }
        publish(draft, file);
      } catch (FileAlreadyExistsException e) {
        throw new KeysetException(
            Code.ALREADY_EXISTS, "A keyset file is never overwritten: file=" + file);
      } catch (IOException e) {
        throw notWritable(file);
      } finally {
        delete(draft);
      }
    }

    /**
     * Gives the draft its name, unless that name is taken: a link, unlike a move, never replaces.
     */
    private static void publish(Path draft, Path file) throws IOException {
      try {
        Files.createLink(file, draft);
      } catch (UnsupportedOperationException | AccessDeniedException e) {
        Files.move(draft, file);
      }
    }

    private static void delete(Path draft) throws KeysetException {
      try {
        Files.deleteIfExists(draft);
      } catch (IOException e) {
        throw notWritable(draft);
      }
    }

    private static KeysetException notWritable(Path file) {
      return new KeysetException(
          Code.NOT_WRITABLE, "The keyset file can be written by this process: file=" + file);
    }
  }

  /**
   * A keyset in an environment variable.
   *
   * @param variable the variable's name
   */
  record InEnvironment(String variable) implements KeysetSource {
    @Override
    public Keyset load() throws KeysetException {
      String json = System.getenv(variable);
      if (json == null || json.isBlank()) {
        throw new KeysetException(
            Code.MISSING, "The environment variable holds a keyset: variable=" + variable);
      }
      return Keyset.parse(json, "environment variable " + variable);
    }
  }
}
