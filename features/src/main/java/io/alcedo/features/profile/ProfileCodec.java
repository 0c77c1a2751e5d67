package io.alcedo.features.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Makes bytes of {@link Profile}s and profiles of bytes: about 1 KiB at 60 events, never more than
 * 8 KiB. Bytes state their version and name the dimensions and filter classes they hold, so that
 * those of an earlier layout are read with what they lack absent, and what this layout does not
 * know left out. Reading back changes no later result. Thread-safe.
 */
public interface ProfileCodec {
  /** Writes a profile. */
  void write(Profile profile, DataOutput out) throws IOException;

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException where the bytes end early, are of an unknown version or make no sense
   */
  Profile read(DataInput in) throws IOException;
}
