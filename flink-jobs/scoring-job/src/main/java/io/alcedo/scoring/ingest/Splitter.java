package io.alcedo.scoring.ingest;

import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.ingest.Ingested.Accepted;
import io.alcedo.scoring.ingest.Ingested.Rejected;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Sends events on and rejections to the side. Stands right behind a source, in its chain. */
public final class Splitter extends ProcessFunction<Ingested, ScoringEvent> {
  /** Where the rejections come out. */
  public static final OutputTag<Rejection> REJECTIONS =
      new OutputTag<>("ingest-rejections", EventTypes.rejections());

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(Ingested ingested, Context context, Collector<ScoringEvent> out) {
    if (ingested instanceof Accepted accepted) {
      out.collect(accepted.event());
    } else if (ingested instanceof Rejected rejected) {
      context.output(REJECTIONS, rejected.rejection());
    }
  }
}
