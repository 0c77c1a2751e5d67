package io.alcedo.scoring.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** Offsets that were found before the job began, and for all other partitions another rule. */
final class KnownOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  private final HashMap<TopicPartition, Long> known;
  private final OffsetsInitializer others;

  KnownOffsets(Map<TopicPartition, Long> known, OffsetsInitializer others) {
    this.known = new HashMap<>(known);
    this.others = others;
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    List<TopicPartition> unknown = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      Long offset = known.get(partition);
      if (offset != null) {
        offsets.put(partition, offset);
      } else {
        unknown.add(partition);
      }
    }
    if (!unknown.isEmpty()) {
      offsets.putAll(others.getPartitionOffsets(unknown, retriever));
    }
    return offsets;
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return others.getAutoOffsetResetStrategy();
  }
}
