package io.alcedo.training.gate;

/** What a gate says of a challenger. Names are in stored reports and never change. */
public enum GateVerdict {
  /** The challenger may take the champion's place. */
  PROMOTE,
  /** It may not, and this attempt is over. */
  HOLD,
  /** More labels may yet show that it may. */
  WAIT
}
