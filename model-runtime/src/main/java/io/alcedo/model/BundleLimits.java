package io.alcedo.model;

/** The most bytes that a bundle's files may have, each from 1 to 2^31 - 16. */
public record BundleLimits(long manifestBytes, long modelBytes, long featureSetBytes) {

  /** 4 MiB of manifest, 512 MiB of model and 1 MiB of feature set. */
  public static final BundleLimits DEFAULT = new BundleLimits(4L << 20, 512L << 20, 1L << 20);

  /** Checks the range: a file is read into one array. */
  public BundleLimits {
    require("manifestBytes", manifestBytes);
    require("modelBytes", modelBytes);
    require("featureSetBytes", featureSetBytes);
  }

  private static void require(String limit, long bytes) {
    long most = Integer.MAX_VALUE - 15;
    if (bytes < 1 || bytes > most) {
      throw new IllegalArgumentException(
          "A limit is from 1 to " + most + " bytes: " + limit + "=" + bytes);
    }
  }
}
