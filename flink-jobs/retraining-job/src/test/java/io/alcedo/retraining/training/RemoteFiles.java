package io.alcedo.retraining.training;

import java.net.URI;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** Local files by URIs like {@code remote:/tmp/files}, of a file system that says it is remote. */
public final class RemoteFiles implements FileSystemFactory {
  static final String SCHEME = "remote";

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileSystem create(URI uri) {
    return new LocalFileSystem() {
      @Override
      public boolean isDistributedFS() {
        return true;
      }
    };
  }
}
