package io.alcedo.scoring.ingest;

import io.alcedo.operations.kafka.FramingSource;
import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.row.RowLayout;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ingest needs, as a job graph carries it: no secret, only where the keyset is found. Each
 * task loads the keyset itself, so key material is neither in the job graph nor in a checkpoint.
 * Immutable and thread-safe.
 *
 * @param keyset where the pseudonyms' keyset is found
 * @param framing how records are framed
 * @param limits what is let through
 * @param signals the declared signals
 * @param clock the clock that event times are held against
 * @param rotation the last change of the pseudonyms' key as the job was started with it, so that
 *     all tasks agree whatever the keyset's file says by then; null where the primary key makes all
 *     tokens
 */
public record IngestSettings(
    KeysetSource keyset,
    FramingSource framing,
    IngestLimits limits,
    List<String> signals,
    JobClock clock,
    @Nullable KeyRotation rotation)
    implements Serializable {
  /** Copies the list. */
  public IngestSettings {
    signals = List.copyOf(signals);
  }

  /** Creates the settings of a job whose tokens are all made by the primary key. */
  public IngestSettings(
      KeysetSource keyset,
      FramingSource framing,
      IngestLimits limits,
      List<String> signals,
      JobClock clock) {
    this(keyset, framing, limits, signals, clock, null);
  }

  /** Returns the layout of the rows that ingest makes. */
  public RowLayout layout() {
    return RowLayout.withSignals(signals);
  }

  /** Returns these settings without a bound on event times, for history. */
  public IngestSettings withAnyTime() {
    return new IngestSettings(keyset, framing, limits.withAnyTime(), signals, clock, rotation);
  }
}
