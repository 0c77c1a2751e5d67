package io.alcedo.retraining.training;

import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * Local files by URIs like {@code killing:/tmp/files}, of a file system that does not rename to a
 * name that is taken, and that fails at a call that renames or deletes.
 */
public final class KillingFiles implements FileSystemFactory {
  static final String SCHEME = "killing";

  private static int left = Integer.MAX_VALUE;

  /** Fails at this call from now on, the next being 1, and at all after it. */
  static void killAt(int call) {
    left = call;
  }

  private static void call() throws IOException {
    if (--left <= 0) {
      throw new IOException("killed");
    }
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileSystem create(URI uri) {
    return new LocalFileSystem() {
      @Override
      public boolean rename(Path from, Path to) throws IOException {
        call();
        return !exists(to) && super.rename(from, to);
      }

      @Override
      public boolean delete(Path file, boolean recursive) throws IOException {
        call();
        return super.delete(file, recursive);
      }
    };
  }
}
