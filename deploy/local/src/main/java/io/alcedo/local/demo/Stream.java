package io.alcedo.local.demo;

import io.alcedo.local.traffic.Calibration;
import io.alcedo.local.traffic.Pacer;
import io.alcedo.local.traffic.TrafficWriter;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.topics.Topic;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.alcedo.scoring.metrics.TransactionOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The live part of a demo. First the machine is warmed and tried out ({@link Calibration}). Then
 * transactions go out at the rate that was asked for, or a part of what was sustained, and
 * latencies count. At the end it waits for the last answers.
 */
final class Stream {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final Duration MOST_WARM_UP = Duration.ofSeconds(25);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);
  private static final Duration FOR_REPETITIONS = Duration.ofSeconds(1);
  private static final long PAUSE_NANOS = 200_000L;
  private static final int BURST = 200;

  /** More than any machine answers: what is under way holds the load then. */
  private static final double UNBOUNDED = 1e7;

  /**
   * At most one transaction in so many warms the machine, or a short file would do nothing else.
   */
  private static final int WARM_UP_SHARE = 4;

  private final DemoSettings settings;
  private final DemoCluster cluster;
  private final ResultReader results;
  private final Scoreboard scoreboard;
  private final TrafficWriter writer;
  private final @Nullable Learning learning;
  private final long[] endOffsets;
  private final long duplicatesBefore = duplicates();
  private long start;
  private long pacedStart = Long.MAX_VALUE;
  private double rate;
  private long firstAnswerMillis;
  private long checkedNanos;

  Stream(
      DemoSettings settings,
      DemoCluster cluster,
      ResultReader results,
      Scoreboard scoreboard,
      TrafficWriter writer,
      @Nullable Learning learning) {
    this.settings = settings;
    this.cluster = cluster;
    this.results = results;
    this.scoreboard = scoreboard;
    this.writer = writer;
    this.learning = learning;
    this.endOffsets = new long[cluster.partitions()];
  }

  /**
   * Streams to the end of the time or of the transactions.
   *
   * @param laterCount how many transactions there are; more than enough where they do not end
   */
  void run(Iterator<LabelledTransaction> later, long laterCount, LiveScreen screen)
      throws Exception {
    start = System.nanoTime();
    if (learning != null) {
      learning.circle().startStream();
    }
    Double asked = settings.rate();
    screen.phase(asked == null ? "trying what this machine sustains" : "warming up");
    double sustained = warmUp(later, laterCount, screen);
    rate =
        asked != null
            ? asked
            : DefaultRate.of(
                sustained, learning != null, Runtime.getRuntime().availableProcessors());
    awaitAnswers(LAST_ANSWERS);
    scoreboard.startMeasuring();
    screen.phase(
        asked != null
            ? String.format(Locale.ROOT, "at %,.0f a second", rate)
            : String.format(
                Locale.ROOT, "at %,.0f a second, of %,.0f that it sustains", rate, sustained));
    if (learning != null) {
      learning.begin(rate, writer.sent());
    }
    paced(later, screen);
    writer.flush();
    awaitAnswers(LAST_ANSWERS);
    rest(FOR_REPETITIONS);
    screen.last((System.nanoTime() - start) / (double) SECOND_NANOS);
    readEndOffsets();
  }

  /** Returns the rate that was aimed at, transactions a second. */
  double rate() {
    return rate;
  }

  /** Returns the end of each input partition. */
  long[] endOffsets() {
    return endOffsets;
  }

  /** Returns how many transactions of this stream the job has counted as duplicates. */
  long recognised() {
    return duplicates() - duplicatesBefore;
  }

  /** Returns how long after a moment the first risk event was read, in milliseconds. */
  double firstAnswerAfterMillis(long moment) {
    return Math.max(0, firstAnswerMillis - moment);
  }

  /**
   * Sends as much as the job answers, or as much as was asked for, until it is warm; returns the
   * rate that it sustains.
   */
  private double warmUp(Iterator<LabelledTransaction> later, long laterCount, LiveScreen screen)
      throws Exception {
    Duration duration = settings.duration();
    int parts = learning == null ? 5 : 20; // the circle needs most of the time
    Duration share = duration == null ? MOST_WARM_UP : duration.multipliedBy(2).dividedBy(parts);
    Calibration calibration =
        new Calibration(share.compareTo(MOST_WARM_UP) < 0 ? share : MOST_WARM_UP, System::nanoTime);
    Double asked = settings.rate();
    Pacer pacer = new Pacer(asked == null ? UNBOUNDED : asked, System::nanoTime);
    long most = laterCount / WARM_UP_SHARE;
    while (later.hasNext() && writer.sent() < most && !calibration.found(answers())) {
      long free = calibration.window() - (writer.sent() - answers());
      for (int due = (int) Math.min(pacer.due(), Math.min(BURST, free));
          due > 0 && later.hasNext();
          due--) {
        writer.write(later.next());
      }
      if (free <= 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      watch(screen);
    }
    return calibration.sustained();
  }

  private void paced(Iterator<LabelledTransaction> later, LiveScreen screen) throws Exception {
    Duration duration = settings.duration();
    long end = duration == null ? Long.MAX_VALUE : start + duration.toNanos();
    pacedStart = System.nanoTime();
    Pacer pacer = new Pacer(rate, System::nanoTime);
    while (later.hasNext() && System.nanoTime() < end) {
      for (int due = pacer.due(); due > 0 && later.hasNext(); due--) {
        writer.write(later.next());
      }
      watch(screen);
    }
  }

  private void watch(LiveScreen screen) throws Exception {
    long now = System.nanoTime();
    noteFirstAnswer();
    if (learning != null) {
      learning.tick(pacedStart == Long.MAX_VALUE ? -1 : (now - pacedStart) / (double) SECOND_NANOS);
    }
    screen.tick((now - start) / (double) SECOND_NANOS);
    if (now - checkedNanos > SECOND_NANOS) {
      checkedNanos = now;
      cluster.checkJobs();
      results.check();
    }
  }

  private void noteFirstAnswer() {
    if (firstAnswerMillis == 0 && scoreboard.riskEvents() > 0) {
      firstAnswerMillis = InstantSource.system().millis();
    }
  }

  private void awaitAnswers(Duration patience) throws Exception {
    writer.flush();
    long deadline = System.nanoTime() + patience.toNanos();
    while (answers() < writer.sent() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000L);
      noteFirstAnswer();
      results.check();
    }
    cluster.checkJobs();
  }

  /** Waits on: an answer that comes again comes after all have come once. */
  private void rest(Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000L);
      results.check();
    }
  }

  private long answers() {
    return scoreboard.answers() + recognised();
  }

  /** Returns the duplicates that all jobs of this process have met. */
  private static long duplicates() {
    return (long) ScoringMetrics.ofProcess().transactions(TransactionOutcome.DUPLICATE).get();
  }

  private void readEndOffsets() {
    List<TopicPartition> partitions =
        IntStream.range(0, endOffsets.length)
            .mapToObj(partition -> new TopicPartition(Topic.TRANSACTIONS.topicName(), partition))
            .toList();
    try (KafkaConsumer<byte[], byte[]> consumer = cluster.kafka().consumer()) {
      for (Map.Entry<TopicPartition, Long> end : consumer.endOffsets(partitions).entrySet()) {
        endOffsets[end.getKey().partition()] = end.getValue();
      }
    }
  }
}
