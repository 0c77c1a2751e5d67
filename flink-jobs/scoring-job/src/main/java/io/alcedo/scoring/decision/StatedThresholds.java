package io.alcedo.scoring.decision;

import io.alcedo.model.Thresholds;
import io.alcedo.schema.Decision;
import org.jspecify.annotations.Nullable;

/** Thresholds that stay as they are stated. */
public final class StatedThresholds implements AlertThresholds {
  private static final byte[] NOTHING = {};

  @Override
  public Thresholds current(String version, Thresholds stated, long nowMillis) {
    return stated;
  }

  @Override
  public void observed(String version, double score, @Nullable Decision decision, long nowMillis) {}

  @Override
  public byte[] snapshot() {
    return NOTHING;
  }

  @Override
  public void restore(Iterable<byte[]> snapshots) {}
}
