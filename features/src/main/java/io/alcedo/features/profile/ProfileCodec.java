package io.alcedo.features.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads {@link Profile}s. */
public interface ProfileCodec {
  /** Writes a profile. */
  void write(Profile profile, DataOutput out) throws IOException;

  /** Reads a profile. */
  Profile read(DataInput in) throws IOException;
}
