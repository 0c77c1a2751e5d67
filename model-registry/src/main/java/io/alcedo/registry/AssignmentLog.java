package io.alcedo.registry;

import io.alcedo.schema.ModelAction;
import io.alcedo.schema.framing.Framing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The assignments of all models, on a compacted topic of one partition, and the one way to change
 * them. Any thread; holds no connection between two calls, which may take as long as the patience.
 *
 * <p>A change has one writer at a time. It takes the log's transactional id, by which Kafka ends
 * what any earlier holder of it has open; reads the log to its end, which by then tells the outcome
 * of all earlier changes; computes the next assignment; and writes it and the command that asked
 * for it in one transaction. A writer that a later one fenced starts over. So no change is lost,
 * generations have no gap, and the last record of a model is the newest assignment.
 *
 * <p>The id is one for all models: they share a partition, which is read only as far as no
 * transaction is open, so that one model's writer could hide the newest record of another's.
 */
public final class AssignmentLog {
  /** What the writers' transactional id starts with; the topic of the assignments follows. */
  public static final String TRANSACTIONAL_ID_PREFIX = "alcedo-";

  private static final long READ_PAUSE_NANOS = Duration.ofMillis(5).toNanos();

  private static final Logger LOG = LoggerFactory.getLogger(AssignmentLog.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final RegistryKafka kafka;
  private final Framing framing;
  private final InstantSource clock;

  /**
   * Opens the log.
   *
   * @param clock dates assignments and commands
   */
  public AssignmentLog(RegistryKafka kafka, InstantSource clock) {
    this.kafka = kafka;
    this.framing = kafka.framing().framing();
    this.clock = clock;
  }

  /**
   * Returns the newest assignment of a model; {@link Assignment#none} where there is none.
   *
   * @throws IOException where Kafka does not answer in time
   */
  public Assignment latest(String modelName) throws IOException {
    return latest().getOrDefault(modelName, Assignment.none(modelName));
  }

  /**
   * Returns the newest assignment of each model by its name.
   *
   * @throws IOException where Kafka does not answer in time
   */
  public Map<String, Assignment> latest() throws IOException {
    Map<String, Assignment> newest = new TreeMap<>();
    read().forEach(made -> newest.put(made.modelName(), made));
    return newest;
  }

  private List<Assignment> read() throws IOException {
    try (AssignmentReading reading = new AssignmentReading(kafka, framing)) {
      return reading.all();
    }
  }

  /**
   * Makes a change and returns the assignment that followed. Change and command are in the log when
   * this returns; a refusal is too, as a command without generation.
   *
   * @throws RefusedChangeException by the rule that the change would break; nothing was changed
   * @throws IOException where Kafka does not answer in time; whether the change was made is then
   *     for the log to tell
   */
  public Assignment change(String modelName, Change change, Request request)
      throws RefusedChangeException, IOException {
    String commandId = UUID.randomUUID().toString();
    Step taken =
        write(
            modelName,
            now -> {
              Instant at = clock.instant();
              try {
                Assignment next = change.applyTo(now, at.toEpochMilli());
                return new Step(next, change.command(commandId, next, request, at), null);
              } catch (RefusedChangeException e) {
                return new Step(null, change.refused(commandId, now, request, at, e), e);
              }
            });
    if (taken.refusal() != null) {
      throw taken.refusal();
    }
    return Objects.requireNonNull(taken.next());
  }

  /**
   * Adds a command to the audit that changes no assignment: STAGE and RETRAIN. Its generation is
   * that of the assignment as it stands.
   *
   * @param target the version concerned, null for none
   * @throws IOException where Kafka does not answer in time
   */
  public RecordedCommand note(
      String modelName, ModelAction action, @Nullable ModelVersion target, Request request)
      throws IOException {
    if (action != ModelAction.STAGE && action != ModelAction.RETRAIN) {
      throw new IllegalArgumentException(
          "STAGE and RETRAIN change no assignment: action=" + action);
    }
    String id = UUID.randomUUID().toString();
    return write(
            modelName,
            now ->
                new Step(
                    null,
                    new RecordedCommand(
                        id,
                        modelName,
                        action,
                        target,
                        null,
                        now.generation(),
                        request,
                        clock.instant()),
                    null))
        .command();
  }

  /**
   * What is written at once.
   *
   * @param next null where the assignment stays
   * @param refusal why it stays, null where nothing was refused
   */
  private record Step(
      @Nullable Assignment next,
      RecordedCommand command,
      @Nullable RefusedChangeException refusal) {}

  /** Decides and writes a step while nobody else writes. */
  private Step write(String modelName, Function<Assignment, Step> decision) throws IOException {
    Patience patience = new Patience(modelName);
    Step step = null;
    try (AssignmentReading reading = new AssignmentReading(kafka, framing)) {
      reading.all(); // so that little is left to read while others are kept out
      while (true) {
        KafkaProducer<byte[], byte[]> producer =
            kafka.producer(TRANSACTIONAL_ID_PREFIX + kafka.assignments());
        try {
          producer.initTransactions();
          List<Assignment> log = reading.all();
          // A commit whose answer was lost may have been made.
          if (step != null && step.next() != null && log.contains(step.next())) {
            return step;
          }
          reading.requireReadable(modelName);
          step = decision.apply(newest(log, modelName));
          write(producer, step);
          awaitReadable(reading, step, patience);
          return step;
        } catch (KafkaException e) {
          patience.afterFailure(e);
        } catch (UncheckedIOException e) {
          throw new IOException("The registry of schemas lets a record be written: " + e, e);
        } finally {
          producer.close(Duration.ZERO); // a fenced one has nothing to wait for
        }
      }
    }
  }

  /** The broker answers a commit before readers see it: whoever reads next shall see the change. */
  private static void awaitReadable(AssignmentReading reading, Step step, Patience patience)
      throws IOException {
    while (step.next() != null
        && !patience.exhausted()
        && !Thread.currentThread().isInterrupted()
        && !reading.all().contains(step.next())) {
      LockSupport.parkNanos(READ_PAUSE_NANOS);
    }
  }

  private static Assignment newest(List<Assignment> log, String modelName) {
    Assignment newest = Assignment.none(modelName);
    for (Assignment made : log) {
      if (made.modelName().equals(modelName)) {
        newest = made;
      }
    }
    return newest;
  }

  private void write(KafkaProducer<byte[], byte[]> producer, Step step) {
    byte[] key = step.command().modelName().getBytes(StandardCharsets.UTF_8);
    producer.beginTransaction();
    if (step.next() != null) {
      byte[] assignment = framing.encode(step.next().toRecord());
      producer.send(new ProducerRecord<>(kafka.assignments(), 0, key, assignment));
    }
    byte[] command = framing.encode(step.command().toRecord());
    producer.send(new ProducerRecord<>(kafka.commands(), key, command));
    producer.commitTransaction();
  }

  /** How long a change may still be tried. */
  private final class Patience {
    private final String modelName;
    private final long deadline = System.nanoTime() + kafka.patience().toNanos();
    private long pauseNanos = Duration.ofMillis(100).toNanos();

    Patience(String modelName) {
      this.modelName = modelName;
    }

    boolean exhausted() {
      return System.nanoTime() - deadline > 0;
    }

    /** Waits a random while, so that two writers do not fence each other for ever. */
    void afterFailure(KafkaException e) throws IOException {
      if (e instanceof AuthorizationException || exhausted()) {
        throw new IOException(
            "Kafka takes the change of a model: model=" + modelName + ": " + e, e);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("The change was interrupted: model=" + modelName, e);
      }
      LOG.info("Another writer or a failure came between, trying again: model={}", modelName, e);
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pauseNanos) + 1);
      pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE.toNanos());
    }
  }
}
