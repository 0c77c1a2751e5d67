package io.alcedo.training.run;

/**
 * The code that a run was of.
 *
 * @param version the released version, or {@code unreleased}
 * @param digest a digest of the classes that decide what a model becomes, in hex; see {@link
 *     CodeDigest}
 */
public record CodeVersion(String version, String digest) {}
