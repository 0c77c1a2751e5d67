package io.alcedo.scoring.ingest;

/** The job's one clock, against which event times are "too far" in the past or future. */
public enum JobClock {
  /** The machine's time, for live streams. */
  WALL,
  /**
   * The latest event time that the reader has let through, for replays and demos. The first record
   * sets it, whatever its time.
   */
  EVENT
}
