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
  private volatile List<String> sets = List.of();

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

  /** Returns the texts in the order in which they came; the same list until there are more. */
  public List<String> sets() {
    return sets;
  }

  /** Takes note of all sets that a hop has heard of. */
  public void hear(List<String> all) {
    synchronized (JOBS) {
      if (all.size() > sets.size()) {
        sets = List.copyOf(all);
      }
    }
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
