package io.alcedo.local.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.leak.CanaryPerson;
import io.alcedo.local.running.Await;
import io.alcedo.local.running.House;
import io.alcedo.local.running.House.Message;
import io.alcedo.local.running.HouseExtension;
import io.alcedo.local.running.RunningJob;
import io.alcedo.local.running.SlowModel;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.KeyChange;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.scoring.ScoringJob;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(HouseExtension.class)
class LeftBehindTest {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();
  private static final Instant TIME = Instant.now().minus(Duration.ofHours(1));

  /** Long enough for the stream to back up to its source, whatever the machine. */
  private static final Duration STALLED = Duration.ofMillis(250);

  @TempDir private Path directory;

  @Test
  void findsRecordsOnTheirWayToProfilesOfAKeyThatIsGone(House house) throws Exception {
    Path keyset = directory.resolve("keyset.json");
    KeysetSource.create(keyset);
    AlcedoConfig config =
        house.config(
            "left-behind",
            Map.of(
                "privacy.keyset_file", keyset.toString(),
                "state.unaligned", "true",
                "model.max_batch", "2",
                "model.max_pending", "2"));
    StreamGraph before = graph(config);
    SlowModel.pause(STALLED);
    RunningJob job = house.start(config, null);
    try {
      house.send(config.topics().transactions(), transactions());
      KeysetSource.change(keyset, keys -> KeyChange.stop(keys, TIME));
      StreamGraph after = graph(config);
      List<Set<String>> found = new ArrayList<>();
      Await.until(
          "a checkpoint holds records on their way to a hop",
          () -> {
            RetainedCheckpoint checkpoint = new RetainedCheckpoint(job.checkpoint(), Instant.now());
            assertThat(LeftBehind.inFlight(checkpoint, before)).isEmpty();
            return found.add(LeftBehind.inFlight(checkpoint, after))
                && !found.get(found.size() - 1).isEmpty();
          });

      assertThat(found.get(found.size() - 1)).isSubsetOf("hop-card", "hop-device");
    } finally {
      SlowModel.pause(Duration.ZERO);
      job.cancel();
    }
  }

  private static StreamGraph graph(AlcedoConfig config) throws Exception {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    ScoringJob.build(environment, config);
    return environment.getStreamGraph();
  }

  private static List<Message> transactions() {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      CanaryPerson person = new CanaryPerson(i % 40);
      byte[] value = FRAMING.encode(person.transaction("t-left-" + i, TIME.plusMillis(i * 100L)));
      messages.add(new Message(i % 2, null, value));
    }
    return messages;
  }
}
