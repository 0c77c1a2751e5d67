package io.alcedo.scoring.hop;

import io.alcedo.features.profile.Profile;
import io.alcedo.features.profile.ProfileCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A profile as state holds it: the live object, or the bytes it was restored from.
 *
 * <p>Bytes stay bytes until an event first touches the key, and then the codec of the feature set
 * that runs now decodes them. So state outlives changes of the feature set on the heap as it does
 * with RocksDB, the serializer needs to know no feature set, and a restored key that no event
 * touches costs only its bytes. A live profile of another codec changes over in the same way, when
 * an event next touches it. Mutable; owned by one thread at a time.
 */
final class StoredProfile {
  private static final long NEVER = Long.MIN_VALUE;

  private byte @Nullable [] bytes;
  private @Nullable Profile live;
  private @Nullable ProfileCodec codec;

  /** When this object was last set in state, {@link #NEVER} where it was read or copied from it. */
  private long renewed = NEVER;

  private StoredProfile(
      byte @Nullable [] bytes, @Nullable Profile live, @Nullable ProfileCodec codec) {
    this.bytes = bytes;
    this.live = live;
    this.codec = codec;
  }

  /** Returns a live profile that this codec writes. */
  static StoredProfile live(Profile profile, ProfileCodec codec) {
    return new StoredProfile(null, profile, codec);
  }

  /** Returns a profile that is still the bytes it was written as; keeps the array. */
  static StoredProfile encoded(byte[] bytes) {
    return new StoredProfile(bytes, null, null);
  }

  /**
   * Returns the profile itself, decoded by this codec where it is still bytes, or a profile of
   * another codec: such a one is read from its own bytes.
   */
  Profile profile(ProfileCodec current) throws IOException {
    Profile present = live;
    if (present == null || codec != current) {
      present = current.read(new DataInputStream(new ByteArrayInputStream(encoded())));
      live = present;
      codec = current;
      bytes = null;
    }
    return present;
  }

  /**
   * Returns whether this object has to be set in state again, because it never was or some time
   * ago, and counts it as set now.
   *
   * @param now the wall time in milliseconds
   * @param interval milliseconds for which a live profile need not be set again
   */
  boolean renew(long now, long interval) {
    long since = now - renewed;
    if (renewed != NEVER && since >= 0 && since < interval) {
      return false;
    }
    renewed = now;
    return true;
  }

  /** Returns the bytes of the profile; not to be changed. */
  byte[] encoded() throws IOException {
    byte[] held = bytes;
    if (held != null) {
      return held;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    Objects.requireNonNull(codec).write(Objects.requireNonNull(live), new DataOutputStream(out));
    return out.toByteArray();
  }

  /** Returns a copy that shares nothing mutable with this one. */
  StoredProfile copy() {
    Profile present = live;
    return new StoredProfile(bytes, present == null ? null : present.copy(), codec);
  }
}
