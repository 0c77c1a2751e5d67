package io.alcedo.scoring.emit;

import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.framing.Framing;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.alcedo.scoring.metrics.TransactionOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Counts rejections and writes them as dead letters: coordinates, code and message, never the
 * record.
 */
public final class DeadLetters extends RichMapFunction<Rejection, Emission> {
  private static final long serialVersionUID = 1L;

  private final AlcedoConfig config;
  private transient Framing framing;

  /** Creates the function of a job with this configuration. */
  @SuppressWarnings("NullAway.Init") // The framing is set when the task opens.
  public DeadLetters(AlcedoConfig config) {
    this.config = config;
  }

  @Override
  public void open(OpenContext context) {
    framing = Framings.of(config);
  }

  @Override
  public Emission map(Rejection rejection) {
    DeadLetter letter = new DeadLetter();
    count(rejection);
    letter.setSourceTopic(rejection.origin().topic());
    letter.setPartition(rejection.origin().partition());
    letter.setOffset(rejection.origin().offset());
    letter.setCode(rejection.code());
    letter.setMessage(rejection.message());
    letter.setSeenAt(Instant.ofEpochMilli(rejection.seenAtMillis()));
    return new Emission(
        OutputTopic.DEAD_LETTERS,
        rejection.origin().topic().getBytes(StandardCharsets.UTF_8),
        framing.encode(letter));
  }

  private void count(Rejection rejection) {
    ScoringMetrics metrics = ScoringMetrics.ofProcess();
    metrics.deadLetters(rejection.code()).inc();
    if (rejection.origin().topic().equals(config.topics().transactions())) {
      metrics.transactions(TransactionOutcome.REJECTED).inc();
    }
  }
}
