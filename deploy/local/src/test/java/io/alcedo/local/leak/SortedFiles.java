package io.alcedo.local.leak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;
import org.rocksdb.SstFileWriter;

/**
 * RocksDB's sorted files, opened as RocksDB opens them: their blocks are compressed and leave out
 * what a key has in common with the one before, so that a search of the bare bytes would find
 * little. A checkpoint holds the same files under other names. Stateless.
 */
final class SortedFiles {
  private SortedFiles() {}

  /** Returns all keys and values of the sorted files under a directory, each on a line. */
  static byte[] contents(Path directory) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    try (Options options = new Options()) {
      for (Path file : files) {
        read(file, options, all);
      }
    }
    return all.toByteArray();
  }

  private static void read(Path file, Options options, ByteArrayOutputStream all) {
    try (SstFileReader reader = new SstFileReader(options);
        ReadOptions reading = new ReadOptions()) {
      reader.open(file.toString());
      try (SstFileReaderIterator entries = reader.newIterator(reading)) {
        for (entries.seekToFirst(); entries.isValid(); entries.next()) {
          all.writeBytes(entries.key());
          all.write('\n');
          all.writeBytes(entries.value());
          all.write('\n');
        }
      }
    } catch (RocksDBException e) {
      return; // Some other file, or one that the running job was done with.
    }
  }

  /** Writes a file of one entry, as compressed as those of a job. */
  static void write(Path file, byte[] key, byte[] value) throws RocksDBException {
    try (Options options = new Options();
        EnvOptions environment = new EnvOptions();
        SstFileWriter writer = new SstFileWriter(environment, options)) {
      writer.open(file.toString());
      writer.put(key, value);
      writer.finish();
    }
  }
}
