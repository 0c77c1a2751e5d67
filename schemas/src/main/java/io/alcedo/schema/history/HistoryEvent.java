package io.alcedo.schema.history;

/**
 * One event of a {@link History}.
 *
 * @param kind what happened
 * @param time when, in milliseconds since 1970 UTC
 * @param position the position of the transaction in the input, counted from 0
 * @param source the transaction that it happened to
 */
public record HistoryEvent(
    HistoryKind kind, long time, long position, LabelledTransaction source) {}
