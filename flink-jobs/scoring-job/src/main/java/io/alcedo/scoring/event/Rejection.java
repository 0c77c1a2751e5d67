package io.alcedo.scoring.event;

/**
 * An input record that could not be used: its coordinates and the reason, never any of its values.
 * Becomes a {@code DeadLetter}.
 *
 * @param origin the record's coordinates
 * @param code the name of a {@code DeadLetterCode}
 * @param message the reason in words, without any value of the record
 * @param seenAtMillis when it was met by the job's clock, in milliseconds since 1970 UTC
 */
public record Rejection(Origin origin, String code, String message, long seenAtMillis) {}
