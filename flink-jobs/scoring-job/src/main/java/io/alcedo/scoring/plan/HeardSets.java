package io.alcedo.scoring.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;

/**
 * The feature sets beyond the job's own that hops of this process have heard of. The operators in
 * front of the hops get no roster, since that would part them from the source that they are chained
 * to; they look here, and keep of a row what these sets read as well. A process that runs sources
 * runs hops too, as slots are shared; were it otherwise, its transactions would be scored by models
 * that need no more than the job's own set.
 *
 * <p>One for each job and process, there while anyone holds it. Thread-safe.
 */
public final class HeardSets implements AutoCloseable {
  private static final Map<JobID, HeardSets> JOBS = new HashMap<>();

  private final JobID job;
  private int holders;
  private volatile Said said = new Said(0, List.of());

  /**
   * What was last said.
   *
   * @param times how often hops have said something new
   * @param sets the texts, in the order in which they came
   */
  public record Said(int times, List<String> sets) {}

  private HeardSets(JobID job) {
    this.job = job;
  }

  /** Returns what is heard in a job, to be closed by who holds it. */
  public static HeardSets hold(JobID job) {
    synchronized (JOBS) {
      HeardSets heard = JOBS.computeIfAbsent(job, HeardSets::new);
      heard.holders++;
      return heard;
    }
  }

  /** Returns what was last said. */
  public Said said() {
    return said;
  }

  /** Takes note of all sets that a hop has heard of; another hop may have heard of more. */
  public void hear(List<String> all) {
    synchronized (JOBS) {
      if (!isStartOf(all, said.sets)) {
        said = new Said(said.times + 1, List.copyOf(all));
      }
    }
  }

  /** Returns whether the second list begins with all of the first. */
  public static boolean isStartOf(List<String> first, List<String> second) {
    return first.size() <= second.size() && second.subList(0, first.size()).equals(first);
  }

  @Override
  public void close() {
    synchronized (JOBS) {
      holders--;
      if (holders == 0) {
        JOBS.remove(job);
      }
    }
  }
}
