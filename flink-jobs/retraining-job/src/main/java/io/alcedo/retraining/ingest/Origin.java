package io.alcedo.retraining.ingest;

/**
 * Where a record lies, by which every one is accounted for.
 *
 * @param topic the topic
 * @param partition the partition
 * @param offset the offset
 */
public record Origin(String topic, int partition, long offset) {}
