package io.alcedo.local.bench;

import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.topics.Topic;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * What a job under load answers, read on a thread of its own: latencies, the first transaction that
 * an awaited model decides, and what the hosts say of it.
 */
final class SwapAnswers implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordDecoder<RiskEvent> riskEvents;
  private final RecordDecoder<ModelStatus> statuses;
  private final LatencySeconds latencies = new LatencySeconds();
  private final Set<String> active = new HashSet<>();
  private final Thread thread;
  private long answers;
  private @Nullable String awaited;
  private long firstAt;
  private @Nullable String refusal;
  private boolean onProcessor;
  private @Nullable Throwable failure;

  private SwapAnswers(KafkaConnection kafka) {
    this.consumer = kafka.consumer();
    this.riskEvents = new RecordDecoder<>(kafka.framing(), RiskEvent.class);
    this.statuses = new RecordDecoder<>(kafka.framing(), ModelStatus.class);
    this.thread = new Thread(this::run, "bench-answers");
    this.thread.setDaemon(true);
  }

  static SwapAnswers start(KafkaConnection kafka) {
    SwapAnswers answers = new SwapAnswers(kafka);
    List<TopicPartition> partitions =
        Stream.of(Topic.RISK_EVENTS, Topic.MODEL_STATUS)
            .flatMap(topic -> answers.consumer.partitionsFor(topic.topicName()).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    answers.consumer.assign(partitions);
    answers.consumer.seekToBeginning(partitions);
    answers.thread.start();
    return answers;
  }

  LatencySeconds latencies() {
    return latencies;
  }

  /** Returns how many risk events there are. */
  synchronized long answers() {
    return answers;
  }

  /** From now on, looks for what this version decides. */
  synchronized void await(String version) {
    awaited = version;
    firstAt = 0;
    active.clear();
  }

  /**
   * Returns when the first risk event of the awaited version was appended, in milliseconds since
   * 1970; 0 until this many hosts say that it is active, and it decided something.
   *
   * @throws IllegalStateException where a host refused it or the answers cannot be read
   */
  synchronized long firstDecision(int hosts) {
    if (failure != null) {
      throw new IllegalStateException("The answers of the job can be read", failure);
    }
    if (refusal != null) {
      throw new IllegalStateException("A host runs the model that it is told to: " + refusal);
    }
    return active.size() >= hosts ? firstAt : 0;
  }

  /** Returns whether a model computed on the processor although it was to do so elsewhere. */
  synchronized boolean fellBack() {
    return onProcessor;
  }

  @Override
  public void close() throws InterruptedException {
    consumer.wakeup();
    thread.join();
  }

  private void run() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record);
        }
      }
    } catch (WakeupException e) {
      // closed
    } catch (Throwable e) {
      failed(e);
    }
  }

  private synchronized void failed(Throwable e) {
    failure = e;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws FramingException {
    if (record.topic().equals(Topic.MODEL_STATUS.topicName())) {
      status(statuses.decode(record.value()));
    } else {
      risk(riskEvents.decode(record.value()), record.timestamp());
    }
  }

  private synchronized void risk(RiskEvent event, long appendedAt) {
    answers++;
    onProcessor |= event.getDegradation() == Degradation.CPU_FALLBACK;
    if (event.getIngestedAt() != null) {
      latencies.add(appendedAt, appendedAt - event.getIngestedAt().toEpochMilli());
    }
    if (event.getModelVersion() != null && event.getModelVersion().equals(awaited)) {
      firstAt = firstAt == 0 ? appendedAt : Math.min(firstAt, appendedAt);
    }
  }

  private synchronized void status(ModelStatus status) {
    if (status.getState() == ModelState.REJECTED) {
      refusal = status.getModelVersion() + ": " + status.getCode() + ", " + status.getReason();
    } else if (status.getState() == ModelState.ACTIVE && status.getModelVersion().equals(awaited)) {
      active.add(status.getHost());
    }
  }
}
