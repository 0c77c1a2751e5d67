package io.alcedo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.Label;
import io.alcedo.schema.ModelCommand;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.released.Examples;
import io.alcedo.schema.topics.Topic;
import org.junit.jupiter.api.Test;

class CircleTest {
  private long nanos;
  private final Circle circle = new Circle(() -> nanos);

  @Test
  void tellsEachStepOnceWhateverTheNumberOfSubtasks() throws Exception {
    circle.startStream();
    nanos = 2_500_000_000L;
    circle.status(status("host/0", "v2", ModelState.LOADED));
    circle.status(status("host/0", "v2", ModelState.ACTIVE));
    circle.status(status("host/1", "v2", ModelState.ACTIVE));

    assertThat(circle.steps())
        .extracting(Circle.Step::toString)
        .containsExactly("  2.5 s  model v2 decides");
    assertThat(circle.deciding()).isEqualTo("v2");
  }

  @Test
  void tellsWhoAskedForWhatAndWhy() throws Exception {
    ModelCommand command = (ModelCommand) Examples.of(Topic.MODEL_COMMANDS);

    circle.command(command);

    assertThat(circle.steps().get(0).text())
        .contains(command.getTarget().getVersion(), command.getRequestedBy(), command.getReason());
  }

  @Test
  void countsLabelsByVerdict() throws Exception {
    Label label = (Label) Examples.of(Topic.LABELS);
    label.setVerdict(Verdict.FRAUD);
    circle.label(label);
    circle.label(label);
    label.setVerdict(Verdict.WITHDRAWN);
    circle.label(label);
    circle.progress("training: train 40 %");

    assertThat(circle.labels())
        .containsEntry(Verdict.FRAUD, 2L)
        .containsEntry(Verdict.WITHDRAWN, 1L);
    assertThat(circle.summary()).endsWith("labels 3  training: train 40 %");
  }

  private static ModelStatus status(String host, String version, ModelState state)
      throws Exception {
    ModelStatus status = (ModelStatus) Examples.of(Topic.MODEL_STATUS);
    status.setHost(host);
    status.setModelVersion(version);
    status.setState(state);
    return status;
  }
}
