package io.alcedo.scoring.roster;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.util.Collector;

/**
 * Brings rosters to every subtask of a keyed operator: one copy for each key group, under a key of
 * that group, so that copies go wherever a group goes, from a checkpoint of another parallelism
 * too. A subtask meets as many copies of a roster as it has groups, and follows the first.
 *
 * <p>Flink's own broadcast would do the same with fewer records, but no input of an operator that
 * has one takes part in unaligned checkpoints: under back-pressure these would take as long as all
 * that waits.
 */
public final class RosterCopies extends RichFlatMapFunction<Roster, Tuple2<String, Roster>> {
  private static final long serialVersionUID = 1L;

  private transient String[] keys = {};

  private RosterCopies() {}

  /** Returns copies by key, for operators of the same highest parallelism as the rosters'. */
  public static KeyedStream<Tuple2<String, Roster>, String> of(DataStream<Roster> rosters) {
    return rosters
        .flatMap(new RosterCopies())
        .returns(new TupleTypeInfo<>(Types.STRING, rosters.getType()))
        .setParallelism(1)
        .uid("roster-copies")
        .name("roster-copies")
        .keyBy(copy -> copy.f0, Types.STRING);
  }

  @Override
  public void open(OpenContext context) {
    keys = keys(getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks());
  }

  /** Returns a key for each key group, by its number. */
  static String[] keys(int groups) {
    String[] keys = new String[groups];
    int found = 0;
    for (int i = 0; found < groups; i++) {
      String key = Integer.toString(i);
      int group = KeyGroupRangeAssignment.assignToKeyGroup(key, groups);
      if (keys[group] == null) {
        keys[group] = key;
        found++;
      }
    }
    return keys;
  }

  @Override
  public void flatMap(Roster roster, Collector<Tuple2<String, Roster>> out) {
    for (String key : keys) {
      out.collect(Tuple2.of(key, roster));
    }
  }
}
