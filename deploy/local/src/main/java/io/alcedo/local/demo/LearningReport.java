package io.alcedo.local.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Verdict;
import java.util.List;
import java.util.Map;

/**
 * What happened on the way back.
 *
 * @param feedback how many reports each source sent
 * @param takenBack how many of them took an earlier one back
 * @param labels how many labels the learning job wrote, by verdict, revisions counted
 * @param steps what happened when, in seconds since the stream began
 */
@JsonPropertyOrder({"feedback", "takenBack", "labels", "steps"})
record LearningReport(
    Map<FeedbackSource, Long> feedback,
    long takenBack,
    Map<Verdict, Long> labels,
    List<Circle.Step> steps) {

  static LearningReport of(Circle circle) {
    return new LearningReport(
        circle.reports(), circle.withdrawn(), circle.labels(), circle.steps());
  }
}
