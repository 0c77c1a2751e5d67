package io.alcedo.local.serve;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A completed checkpoint that an earlier run of a job has left.
 *
 * @param path its directory, as a URI
 * @param completed when it was completed
 */
record RetainedCheckpoint(String path, Instant completed) {
  private static final String PREFIX = "chk-";

  /** The file that Flink writes last: a checkpoint without it was not completed. */
  static final String METADATA = "_metadata";

  /**
   * Finds the newest completed checkpoint of a job.
   *
   * @param directory the URI under which each job has a directory named by its id
   * @throws IOException where the directory cannot be read
   */
  static Optional<RetainedCheckpoint> newest(String directory, JobID job) throws IOException {
    Path ofJob = new Path(new Path(directory), job.toHexString());
    FileSystem files = ofJob.getFileSystem();
    if (!files.exists(ofJob)) {
      return Optional.empty();
    }
    RetainedCheckpoint newest = null;
    for (FileStatus entry : files.listStatus(ofJob)) {
      if (entry.getPath().getName().startsWith(PREFIX)) {
        newest = later(newest, completed(files, entry.getPath()));
      }
    }
    return Optional.ofNullable(newest);
  }

  private static @Nullable RetainedCheckpoint completed(FileSystem files, Path checkpoint)
      throws IOException {
    Path metadata = new Path(checkpoint, METADATA);
    return files.exists(metadata)
        ? new RetainedCheckpoint(
            checkpoint.toString(),
            Instant.ofEpochMilli(files.getFileStatus(metadata).getModificationTime()))
        : null;
  }

  private static @Nullable RetainedCheckpoint later(
      @Nullable RetainedCheckpoint a, @Nullable RetainedCheckpoint b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    int order = a.completed.compareTo(b.completed);
    return order > 0 || (order == 0 && a.number() > b.number()) ? a : b;
  }

  private long number() {
    return Long.parseLong(path.substring(path.lastIndexOf(PREFIX) + PREFIX.length()));
  }
}
