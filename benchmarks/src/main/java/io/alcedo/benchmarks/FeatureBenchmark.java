package io.alcedo.benchmarks;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeatureReplay;
import io.alcedo.features.profile.Profile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Features of the set card-payments over profiles that have filled for some eight days. */
@State(Scope.Thread)
public class FeatureBenchmark {
  static final int ROWS = 256;

  private static final int LAPS = 6;
  private static final int CODEC_PROFILES = 4096;

  private final Traffic traffic = new Traffic();
  private final FeatureReplay replay = new FeatureReplay(traffic.plan);
  private final EntityPlan card = entity("card");
  private final EntityPlan terminal = entity("terminal");
  private final Profile hot = terminal.newProfile();
  private final Profile[] cards;
  private final float[] vector = traffic.plan.newVector();
  private final DataOutputSerializer bytes = new DataOutputSerializer(1 << 14);
  private int next;

  /** Fills the profiles. */
  public FeatureBenchmark() {
    Map<String, Profile> byCard = new HashMap<>();
    for (int i = 0; i < LAPS * Traffic.LAP; i++) {
      traffic.advance();
      replay.transaction(traffic.idHash(), traffic.row(), vector);
      terminal.transaction(hot, traffic.idHash(), traffic.row(), vector);
      String key = String.valueOf(card.key(traffic.row()));
      Profile profile = byCard.computeIfAbsent(key, absent -> card.newProfile());
      card.transaction(profile, traffic.idHash(), traffic.row(), null);
    }
    cards = byCard.values().stream().limit(CODEC_PROFILES).toArray(Profile[]::new);
  }

  /** All features of a transaction, every entity. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float wholeSet() {
    float sum = 0;
    for (int i = 0; i < ROWS; i++) {
      traffic.advance();
      replay.transaction(traffic.idHash(), traffic.row(), vector);
      sum += vector[0];
    }
    return sum;
  }

  /** The features of one terminal at which every payment happens, tens of thousands a day. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float hotTerminal() {
    float sum = 0;
    for (int i = 0; i < ROWS; i++) {
      traffic.advance();
      terminal.transaction(hot, traffic.idHash(), traffic.row(), vector);
      sum += vector[0];
    }
    return sum;
  }

  /** A card's profile to bytes and back, as RocksDB makes it. Returns the bytes written. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long profileCodec() throws IOException {
    long written = 0;
    for (int i = 0; i < ROWS; i++) {
      bytes.clear();
      card.codec().write(cards[next], bytes);
      DataInputDeserializer in =
          new DataInputDeserializer(bytes.getSharedBuffer(), 0, bytes.length());
      cards[next] = card.codec().read(in);
      written += bytes.length();
      next = (next + 1) % cards.length;
    }
    return written;
  }

  private EntityPlan entity(String name) {
    return traffic.plan.entities().stream()
        .filter(entity -> entity.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
