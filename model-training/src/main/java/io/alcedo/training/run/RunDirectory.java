package io.alcedo.training.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory of run records, a JSON file each, to which records are only ever added. A record
 * appears whole or not at all, and none ever takes the place of another. Several processes may read
 * and add at once.
 */
public final class RunDirectory {
  private static final String SUFFIX = ".json";

  private final Path directory;

  /** Makes a directory of records; it need not exist before the first is added. */
  public RunDirectory(Path directory) {
    this.directory = directory;
  }

  /** Returns where the records lie. */
  public Path path() {
    return directory;
  }

  /**
   * Adds a record and returns it as it was added: where its id is taken, a number is put at the
   * end.
   */
  public RunRecord append(RunRecord run) throws IOException {
    Files.createDirectories(directory);
    RunRecord added = run;
    for (int number = 2; !tryAdd(added); number++) {
      added = run.withId(run.id() + "-" + number);
    }
    return added;
  }

  /** Returns all records, those that started first first. */
  public List<RunRecord> list() throws IOException {
    List<RunRecord> runs = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return runs;
    }
    List<Path> files;
    try (Stream<Path> entries = Files.list(directory)) {
      files = entries.filter(RunDirectory::isRecord).sorted().toList();
    }
    for (Path file : files) {
      runs.add(read(file));
    }
    runs.sort(Comparator.comparing(RunRecord::startedAt).thenComparing(RunRecord::id));
    return runs;
  }

  /** Returns the records whose id is the text or, where there is none, starts or ends with it. */
  public List<RunRecord> matching(String text) throws IOException {
    List<RunRecord> all = list();
    List<RunRecord> exact = all.stream().filter(run -> run.id().equals(text)).toList();
    return exact.isEmpty()
        ? all.stream().filter(run -> run.id().startsWith(text) || run.id().endsWith(text)).toList()
        : exact;
  }

  private Path file(String id) {
    return directory.resolve(id + SUFFIX);
  }

  private static boolean isRecord(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(SUFFIX) && !name.startsWith(".");
  }

  private static RunRecord read(Path file) throws IOException {
    try {
      return RunJson.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IOException("A run's record can be read: file=" + file + ": " + e.getMessage(), e);
    }
  }

  /** Adds a record under its id, and tells whether that was free. */
  private boolean tryAdd(RunRecord run) throws IOException {
    Path place = file(run.id());
    if (Files.exists(place)) {
      return false;
    }
    Path draft = Files.createTempFile(directory, ".run-", ".tmp");
    try {
      Files.write(draft, RunJson.write(run));
      publish(draft, place);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Gives the draft its name, unless that is taken: a link, unlike a move, never replaces. Where a
   * file system has no links, a move that looks first is the best there is.
   */
  private static void publish(Path draft, Path place) throws IOException {
    try {
      Files.createLink(place, draft);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(draft, place);
    }
  }
}
