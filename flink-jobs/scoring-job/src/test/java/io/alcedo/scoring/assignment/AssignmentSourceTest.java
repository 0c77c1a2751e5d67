package io.alcedo.scoring.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.registry.Assignment;
import io.alcedo.schema.framing.Frame;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.FramingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What becomes of records of the topic of assignments that cannot be read. */
class AssignmentSourceTest {
  private final List<Assignment> taken = new ArrayList<>();

  @Test
  void whatIsNoAssignmentIsPassedOver() throws Exception {
    read(FramingException.Code.NOT_AVRO);
    assertThat(taken).isEmpty();
  }

  @Test
  void assignmentThatASilentRegistryHidesIsReadAgain() {
    assertThatThrownBy(() -> read(FramingException.Code.REGISTRY_UNAVAILABLE))
        .isInstanceOf(IOException.class)
        .hasMessage("An assignment cannot be read: offset=7");
  }

  private void read(FramingException.Code code) throws IOException {
    AssignmentSource.Schema schema = new AssignmentSource.Schema(() -> new Refusing(code));
    schema.open(null);
    schema.deserialize(
        new ConsumerRecord<>("assignments", 0, 7, new byte[0], new byte[] {1}),
        new ListCollector<>(taken));
  }

  /** Reads nothing, for a reason. */
  private record Refusing(FramingException.Code code) implements Framing {
    @Override
    public byte[] header(Schema schema) {
      return new byte[0];
    }

    @Override
    public Frame parse(byte[] message) throws FramingException {
      throw new FramingException(code, "told to refuse");
    }
  }
}
