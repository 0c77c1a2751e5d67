package io.alcedo.retraining.training;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.alcedo.training.gate.GateJson;
import io.alcedo.training.gate.GateLedger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directories of runs, on any file system that Flink knows: {@code ID/plan.json} and a file for
 * each finished step. A file appears whole or not at all: it is written under another name and then
 * gets its own. Where a file system does not replace by renaming, the next one waits under a third
 * name, and is read from there, until the last one is gone. One process writes at a time.
 */
public final class RunFiles {
  private static final String ROOT = ".";
  private static final String LEDGER = "ledger.json";
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path root;

  /** Keeps runs below a directory, which need not exist yet. */
  public RunFiles(Path root) {
    this.root = root;
  }

  /** Returns the runs of a place. */
  public static RunFiles of(LearningPlace place) {
    return new RunFiles(new Path(place.runs()));
  }

  /** Returns the ids of all runs, the earliest first. */
  public List<String> ids() throws IOException {
    List<String> ids = new ArrayList<>();
    FileSystem files = root.getFileSystem();
    if (files.exists(root)) {
      for (FileStatus entry : files.listStatus(root)) {
        if (entry.isDir() && exists(entry.getPath().getName(), RunStep.PLAN)) {
          ids.add(entry.getPath().getName());
        }
      }
    }
    ids.sort(null);
    return ids;
  }

  /** Tells whether a run has a file. */
  public boolean exists(String id, String name) throws IOException {
    return whole(id, name) != null;
  }

  /** Returns the bytes of a file, null where there is none. */
  public byte @Nullable [] read(String id, String name) throws IOException {
    Path file = whole(id, name);
    if (file == null) {
      return null;
    }
    try (InputStream in = file.getFileSystem().open(file)) {
      return in.readAllBytes();
    }
  }

  /**
   * Returns what a file holds, null where there is none.
   *
   * @throws IOException where it cannot be read as such
   */
  public <T> @Nullable T read(String id, String name, Class<T> type) throws IOException {
    byte[] json = read(id, name);
    if (json == null) {
      return null;
    }
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new IOException(
          "A run's file is what the step wrote: file=" + file(id, name) + ": " + e.getMessage(), e);
    }
  }

  /** Writes a file of a run. */
  public void write(String id, String name, Object value) throws IOException {
    write(id, name, (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the bytes of a file of a run. */
  public void write(String id, String name, byte[] bytes) throws IOException {
    Path file = file(id, name);
    FileSystem files = file.getFileSystem();
    files.mkdirs(file.getParent());
    Path draft = new Path(file.getParent(), "." + name + ".tmp");
    try (FSDataOutputStream out = files.create(draft, FileSystem.WriteMode.OVERWRITE)) {
      out.write(bytes);
    }
    if (!replaced(files, draft, file)) {
      Path next = next(file);
      files.delete(next, false);
      named(files, draft, next);
      files.delete(file, false);
      named(files, next, file);
    }
  }

  /** Gives a draft its name if that can be done in one go. */
  private static boolean replaced(FileSystem files, Path draft, Path file) throws IOException {
    try {
      if (files.rename(draft, file)) {
        return true;
      }
    } catch (IOException e) {
      if (!files.exists(file)) {
        throw e;
      }
    }
    if (!files.exists(file)) {
      throw unnamed(file);
    }
    return false;
  }

  private static void named(FileSystem files, Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw unnamed(to);
    }
  }

  private static IOException unnamed(Path file) {
    return new IOException("A finished file gets its name: file=" + file);
  }

  /** Returns the ledger of all attempts, an empty one where none is kept. */
  public GateLedger readLedger() throws IOException {
    byte[] json = read(ROOT, LEDGER);
    return json == null ? GateLedger.EMPTY : GateJson.readLedger(json);
  }

  /** Keeps the ledger of all attempts. */
  public void writeLedger(GateLedger ledger) throws IOException {
    write(ROOT, LEDGER, GateJson.write(ledger));
  }

  /** Returns where a finished file is, null where there is none. */
  private @Nullable Path whole(String id, String name) throws IOException {
    Path file = file(id, name);
    FileSystem files = file.getFileSystem();
    if (files.exists(file)) {
      return file;
    }
    Path next = next(file);
    return files.exists(next) ? next : null;
  }

  private static Path next(Path file) {
    return new Path(file.getParent(), "." + file.getName() + ".next");
  }

  private Path file(String id, String name) {
    return new Path(id.equals(ROOT) ? root : new Path(root, id), name);
  }
}
