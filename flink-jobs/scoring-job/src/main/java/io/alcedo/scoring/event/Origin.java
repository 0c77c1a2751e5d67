package io.alcedo.scoring.event;

/**
 * Where a record came from: its coordinates, by which every input record is accounted for.
 *
 * @param topic the topic, or the name of the history it was read from
 * @param partition the partition, 0 in a history file
 * @param offset the offset, or the position in the history's total order
 * @param appendTimeMillis when the broker appended it (or the event's own time in a history), in
 *     milliseconds since 1970 UTC
 */
public record Origin(String topic, int partition, long offset, long appendTimeMillis) {}
