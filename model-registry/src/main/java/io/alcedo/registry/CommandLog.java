package io.alcedo.registry;

import io.alcedo.schema.ModelCommand;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit: who asked for what of a model, and what came of it. Any thread. */
public final class CommandLog {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);

  private final RegistryKafka kafka;

  /** Opens the audit. */
  public CommandLog(RegistryKafka kafka) {
    this.kafka = kafka;
  }

  /**
   * Returns the commands of a model that the topic still holds, oldest first, each once.
   *
   * @throws IOException where Kafka or the registry of schemas does not answer in time
   */
  public List<RecordedCommand> commands(String modelName) throws IOException {
    RecordDecoder<ModelCommand> decoder =
        new RecordDecoder<>(kafka.framing().framing(), ModelCommand.class);
    Map<String, RecordedCommand> commands = new LinkedHashMap<>();
    kafka.read(
        kafka.commands(),
        record -> {
          if (record.value() == null) {
            return;
          }
          try {
            RecordedCommand command = RecordedCommand.of(decoder.decode(record.value()));
            if (command.modelName().equals(modelName)) {
              commands.putIfAbsent(command.commandId(), command);
            }
          } catch (FramingException e) {
            if (e.code() == FramingException.Code.REGISTRY_UNAVAILABLE) {
              throw new UncheckedIOException(new IOException(e.getMessage(), e));
            }
            passOver(record.offset(), e);
          } catch (IllegalArgumentException e) {
            passOver(record.offset(), e);
          }
        });
    return new ArrayList<>(commands.values());
  }

  private static void passOver(long offset, Exception why) {
    LOG.warn("A record that is no command is passed over: offset={}: {}", offset, why.getMessage());
  }
}
