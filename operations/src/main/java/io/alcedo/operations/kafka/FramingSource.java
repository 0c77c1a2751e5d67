package io.alcedo.operations.kafka;

import io.alcedo.schema.framing.Framing;
import java.io.Serializable;

/**
 * Says how records are framed, as a job graph carries it: each task makes its framing itself, since
 * framings hold caches and connections. Immutable.
 */
@FunctionalInterface
public interface FramingSource extends Serializable {
  /** Returns a framing, thread-safe like all. */
  Framing framing();
}
