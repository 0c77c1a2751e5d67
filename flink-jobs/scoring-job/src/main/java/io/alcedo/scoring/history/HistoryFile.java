package io.alcedo.scoring.history;

import java.io.Serializable;

/**
 * A CSV file of past transactions, which must lie at the same path on every machine of the job.
 *
 * @param path the file; decompressed while it is read where its name ends in {@code .gz}
 * @param mapping a shipped mapping's name or the path of one
 */
public record HistoryFile(String path, String mapping) implements Serializable {}
