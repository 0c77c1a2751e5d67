package io.alcedo.model;

/** The most bytes that a bundle's files may have, each from 1 to 2^31 - 16. */
public record BundleLimits(long manifestBytes, long modelBytes) {

  /** 4 MiB of manifest and 512 MiB of model. */
  public static final BundleLimits DEFAULT = new BundleLimits(4L << 20, 512L << 20);

  /** Checks the range: a file is read into one array. */
  public BundleLimits {
    long most = Integer.MAX_VALUE - 15;
    if (manifestBytes < 1 || manifestBytes > most || modelBytes < 1 || modelBytes > most) {
      throw new IllegalArgumentException(
          "A limit is from 1 to "
              + most
              + " bytes: manifestBytes="
              + manifestBytes
              + ", modelBytes="
              + modelBytes);
    }
  }
}
