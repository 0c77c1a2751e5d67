package io.alcedo.local.demo;

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
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The live part of a demo. First the machine is tried out for a few seconds: as many transactions
 * as the job answers, with a bounded number under way, which warms it and shows what it sustains.
 * Then transactions go out at the rate that was asked for, or half of what was sustained, and
 * latencies count. At the end it waits for the last answers.
 */
final class Stream {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final Duration MOST_WARM_UP = Duration.ofSeconds(10);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);
  private static final int MOST_UNDER_WAY = 1_500;
  private static final int BURST = 200;

  private final DemoSettings settings;
  private final DemoCluster cluster;
  private final ResultReader results;
  private final Scoreboard scoreboard;
  private final TrafficWriter writer;
  private final long[] endOffsets;
  private double rate;
  private long firstAnswerMillis;
  private long checkedNanos;

  Stream(
      DemoSettings settings,
      DemoCluster cluster,
      ResultReader results,
      Scoreboard scoreboard,
      TrafficWriter writer) {
    this.settings = settings;
    this.cluster = cluster;
    this.results = results;
    this.scoreboard = scoreboard;
    this.writer = writer;
    this.endOffsets = new long[cluster.partitions()];
  }

  void run(Iterator<LabelledTransaction> later, LiveScreen screen) throws Exception {
    long start = System.nanoTime();
    Duration duration = settings.duration();
    long end = duration == null ? Long.MAX_VALUE : start + duration.toNanos();
    double sustained = warmUp(later, start, end, duration, screen);
    Double asked = settings.rate();
    rate = asked != null ? asked : Math.max(100, sustained / 2);
    awaitAnswers(LAST_ANSWERS);
    scoreboard.startMeasuring();
    paced(later, start, end, duration, screen);
    writer.flush();
    awaitAnswers(LAST_ANSWERS);
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

  /** Returns how long after a moment the first risk event was read, in milliseconds. */
  double firstAnswerAfterMillis(long moment) {
    return Math.max(0, firstAnswerMillis - moment);
  }

  /** Keeps a bounded number of transactions under way; returns the rate of the later half. */
  private double warmUp(
      Iterator<LabelledTransaction> later,
      long start,
      long end,
      @Nullable Duration duration,
      LiveScreen screen)
      throws Exception {
    long most = MOST_WARM_UP.toNanos();
    long warmUp = duration == null ? most : Math.min(most, duration.toNanos() / 4);
    long half = start + warmUp / 2;
    long answersAtHalf = -1;
    Double asked = settings.rate();
    Pacer pacer = new Pacer(asked == null ? 1e7 : asked, System::nanoTime);
    while (later.hasNext() && System.nanoTime() < Math.min(end, start + warmUp)) {
      long underWay = writer.sent() - answers();
      int due = Math.min(pacer.due(), (int) Math.min(BURST, MOST_UNDER_WAY - underWay));
      for (; due > 0 && later.hasNext(); due--) {
        writer.write(later.next());
      }
      if (underWay >= MOST_UNDER_WAY) {
        LockSupport.parkNanos(200_000L);
      }
      if (answersAtHalf < 0 && System.nanoTime() >= half) {
        answersAtHalf = answers();
      }
      watch(start, duration, screen);
    }
    double seconds = Math.max(0.1, (System.nanoTime() - half) / (double) SECOND_NANOS);
    return Math.max(0, answers() - Math.max(0, answersAtHalf)) / seconds;
  }

  private void paced(
      Iterator<LabelledTransaction> later,
      long start,
      long end,
      @Nullable Duration duration,
      LiveScreen screen)
      throws Exception {
    Pacer pacer = new Pacer(rate, System::nanoTime);
    while (later.hasNext() && System.nanoTime() < end) {
      for (int due = pacer.due(); due > 0 && later.hasNext(); due--) {
        writer.write(later.next());
      }
      watch(start, duration, screen);
    }
  }

  private void watch(long start, @Nullable Duration duration, LiveScreen screen) throws Exception {
    long now = System.nanoTime();
    noteFirstAnswer();
    double elapsed = (now - start) / (double) SECOND_NANOS;
    screen.tick(elapsed, duration == null ? elapsed : duration.toNanos() / (double) SECOND_NANOS);
    if (now - checkedNanos > SECOND_NANOS) {
      checkedNanos = now;
      cluster.checkJob();
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
    cluster.checkJob();
  }

  private long answers() {
    long duplicates =
        (long) ScoringMetrics.ofProcess().transactions(TransactionOutcome.DUPLICATE).get();
    return scoreboard.answers() + duplicates;
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
