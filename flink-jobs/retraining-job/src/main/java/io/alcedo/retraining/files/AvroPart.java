package io.alcedo.retraining.files;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/**
 * Writes one part: an Avro object container file, whose blocks are deflated. Owned by one thread.
 *
 * @param <T> the type of the records
 */
final class AvroPart<T extends SpecificRecord> implements BulkWriter<T> {
  private static final int LEVEL = 3;

  private final DataFileWriter<T> writer;

  private AvroPart(DataFileWriter<T> writer) {
    this.writer = writer;
  }

  /** Returns what makes the parts of records of this type. */
  static <T extends SpecificRecord> BulkWriter.Factory<T> of(Class<T> type) {
    return stream -> open(type, stream);
  }

  private static <T extends SpecificRecord> AvroPart<T> open(
      Class<T> type, FSDataOutputStream stream) throws IOException {
    DataFileWriter<T> writer = new DataFileWriter<>(new SpecificDatumWriter<>(type));
    writer.setCodec(CodecFactory.deflateCodec(LEVEL));
    writer.create(SpecificData.get().getSchema(type), new LeftOpen(stream));
    return new AvroPart<>(writer);
  }

  @Override
  public void addElement(T record) throws IOException {
    writer.append(record);
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  @Override
  public void finish() throws IOException {
    writer.close();
  }

  /** Flink closes the stream of a part itself, when it has kept what it needs to recover it. */
  private static final class LeftOpen extends OutputStream {
    private final FSDataOutputStream stream;

    private LeftOpen(FSDataOutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int single) throws IOException {
      stream.write(single);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      stream.write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
      stream.flush();
    }
  }
}
