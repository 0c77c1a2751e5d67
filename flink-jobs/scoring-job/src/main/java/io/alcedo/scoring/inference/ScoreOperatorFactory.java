package io.alcedo.scoring.inference;

import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.event.ScoringEvent;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the operator that scores, one a subtask. */
public final class ScoreOperatorFactory extends AbstractStreamOperatorFactory<Emission>
    implements OneInputStreamOperatorFactory<ScoringEvent, Emission> {
  private static final long serialVersionUID = 1L;

  private final ScoreSettings settings;

  /** Creates a factory of operators with these settings. */
  public ScoreOperatorFactory(ScoreSettings settings) {
    this.settings = settings;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  @SuppressWarnings("unchecked") // The operator is one of the type asked for.
  public <T extends StreamOperator<Emission>> T createStreamOperator(
      StreamOperatorParameters<Emission> parameters) {
    return (T) new ScoreOperator(settings, parameters);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return ScoreOperator.class;
  }
}
