package io.alcedo.scoring.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.junit.jupiter.api.Test;

/** What readers of a history are sent: Flink fails a job where one is gone before it arrives. */
class HistoryEnumeratorTest {
  private static final HistorySplit WHOLE = new HistorySplit(0);
  private static final HistorySplit NOTHING = new HistorySplit(HistorySplit.DONE);

  private final Sent sent = new Sent();
  private final HistoryEnumerator enumerator =
      new HistoryEnumerator(sent, new HistoryEnumerator.State(WHOLE));

  @Test
  void everyReaderIsSentItsSplitAndNothingMore() {
    enumerator.start();
    enumerator.addReader(1);
    enumerator.addReader(0);

    assertThat(sent.all).containsExactly(new To(1, WHOLE), new To(0, NOTHING));
  }

  @Test
  void aSplitThatComesBackUnreadGoesToTheNextReader() {
    enumerator.addReader(0);
    enumerator.addSplitsBack(List.of(new HistorySplit(7)), 0);
    enumerator.addReader(1);
    enumerator.addSplitsBack(List.of(NOTHING), 1);
    enumerator.addReader(1);

    assertThat(sent.all)
        .containsExactly(new To(0, WHOLE), new To(1, new HistorySplit(7)), new To(1, NOTHING));
  }

  private record To(int subtask, Object what) {}

  /** Notes what is sent, of whatever kind. */
  private static final class Sent implements SplitEnumeratorContext<HistorySplit> {
    private final List<To> all = new ArrayList<>();

    @Override
    public void assignSplits(SplitsAssignment<HistorySplit> assignment) {
      assignment
          .assignment()
          .forEach((subtask, splits) -> splits.forEach(split -> all.add(new To(subtask, split))));
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
      all.add(new To(subtask, "no more splits"));
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
      all.add(new To(subtask, event));
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int currentParallelism() {
      return 2;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
      return Map.of();
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> void callAsync(
        Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
      runnable.run();
    }
  }
}
