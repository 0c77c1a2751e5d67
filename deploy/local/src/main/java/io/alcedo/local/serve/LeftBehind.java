package io.alcedo.local.serve;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/**
 * What a job would lose by going on from a checkpoint of operators that it no longer has. Their
 * profiles are meant to go; records that were on their way to them when an unaligned checkpoint was
 * taken are not. Stateless.
 */
final class LeftBehind {
  private LeftBehind() {}

  /**
   * Returns the ids of the operators that a job lacks and for which a checkpoint holds records in
   * flight.
   *
   * @throws IOException where it cannot be read
   */
  static Set<String> inFlight(RetainedCheckpoint checkpoint, StreamGraph graph) throws IOException {
    return inFlight(
        checkpoint,
        graph.getStreamNodes().stream()
            .map(StreamNode::getTransformationUID)
            .filter(uid -> uid != null)
            .collect(Collectors.toSet()));
  }

  private static Set<String> inFlight(RetainedCheckpoint checkpoint, Set<String> present)
      throws IOException {
    Path metadata = new Path(new Path(checkpoint.path()), RetainedCheckpoint.METADATA);
    Set<String> lost = new TreeSet<>();
    try (DataInputStream in = new DataInputStream(metadata.getFileSystem().open(metadata))) {
      for (OperatorState operator :
          Checkpoints.loadCheckpointMetadata(
                  in, LeftBehind.class.getClassLoader(), metadata.toString())
              .getOperatorStates()) {
        String uid = operator.getOperatorUid().orElse("");
        if (!uid.isEmpty() && !present.contains(uid) && holdsRecords(operator)) {
          lost.add(uid);
        }
      }
    }
    return lost;
  }

  private static boolean holdsRecords(OperatorState operator) {
    return operator.getStates().stream()
        .map(LeftBehind::inFlight)
        .flatMap(List::stream)
        .anyMatch(state -> state.getStateSize() > 0);
  }

  private static List<StateObject> inFlight(OperatorSubtaskState state) {
    List<StateObject> channels = new ArrayList<>(state.getInputChannelState());
    channels.addAll(state.getResultSubpartitionState());
    return channels;
  }
}
