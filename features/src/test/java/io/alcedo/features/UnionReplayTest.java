package io.alcedo.features;

import static io.alcedo.features.TestRows.idHash;
import static io.alcedo.features.TestRows.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.features.profile.Profile;
import io.alcedo.schema.Channel;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds unions of random sets, made at the start and midway, against each set alone. */
class UnionReplayTest {
  private static final int RUNS = Integer.getInteger("alcedo.runs", 20);
  private static final int TRANSACTIONS = 170;
  private static final long STEP_SECONDS = 4500;

  private final Map<String, Integer> told = new TreeMap<>();

  /** A feature plan over profiles that go on under another plan when told to. */
  private static final class Job {
    private FeaturePlan plan;
    private final Map<String, Profile> profiles = new HashMap<>();

    Job(FeaturePlan plan) {
      this.plan = plan;
    }

    /** Reads every profile's bytes by the codec of another plan. */
    void goOn(FeaturePlan next) throws IOException {
      for (Map.Entry<String, Profile> entry : profiles.entrySet()) {
        int entity = entry.getKey().charAt(0) - '0';
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        plan.entities().get(entity).codec().write(entry.getValue(), new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        entry.setValue(next.entities().get(entity).codec().read(in));
      }
      plan = next;
    }

    float[] take(Object event) {
      float[] vector = plan.newVector();
      TransactionRow row = event instanceof TransactionRow tx ? tx : ((Said) event).row;
      plan.rowFeatures(row, vector);
      for (int i = 0; i < plan.entities().size(); i++) {
        EntityPlan entity = plan.entities().get(i);
        String key = entity.key(row);
        if (key == null) {
          entity.absent(vector);
          continue;
        }
        Profile profile = profiles.computeIfAbsent(i + key, absent -> entity.newProfile());
        if (event instanceof TransactionRow) {
          long id = idHash(row.required(TransactionRow.TRANSACTION_ID));
          entity.transaction(profile, id, row, vector);
        } else if (((Said) event).update instanceof LabelUpdate label) {
          entity.label(profile, label);
        } else {
          entity.outcome(profile, (OutcomeUpdate) ((Said) event).update);
        }
      }
      return vector;
    }
  }

  /** A verdict or outcome, with the row of its transaction. */
  private record Said(TransactionRow row, Object update) {}

  @Test
  void aUnionIsEachOfItsSetsPlaceByPlace() {
    forEachSeed(this::unionFromTheStart);
    assertThat(told)
        .hasSizeGreaterThan(40)
        .allSatisfy((kind, times) -> assertThat(times).isPositive());
  }

  private void unionFromTheStart(long seed, Random random) {
    RandomSets sets = new RandomSets(random);
    RandomSets.Stated own = sets.own();
    List<RandomSets.Stated> added = List.of(sets.challenger(), sets.challenger());
    FeatureUnion union = union(own, added.get(0), added.get(1));
    Job together = new Job(union.compile(RowLayout.STANDARD));
    Job alone = new Job(own.set().compile());
    List<Job> challengers = added.stream().map(set -> new Job(set.set().compile())).toList();
    for (Object event : stream(random)) {
      float[] vector = together.take(event);
      assertPlaces(seed, own, alone.take(event), vector, identity(own), all -> true);
      for (int i = 0; i < added.size(); i++) {
        float[] of = challengers.get(i).take(event);
        assertPlaces(seed, added.get(i), of, vector, places(union, added.get(i)), all -> true);
      }
    }
  }

  @Test
  void aSetThatJoinsMidwayFindsWhatProfilesRemember() {
    forEachSeed(this::unionMidway);
    assertThat(told)
        .hasSizeGreaterThan(30)
        .allSatisfy((kind, times) -> assertThat(times).isPositive());
  }

  private void unionMidway(long seed, Random random) throws IOException {
    RandomSets sets = new RandomSets(random);
    RandomSets.Stated own = sets.own();
    RandomSets.Stated challenger = sets.challenger();
    FeatureUnion union = union(own, challenger);
    int[] places = places(union, challenger);
    Job job = new Job(own.set().compile());
    Job alone = new Job(own.set().compile());
    Job always = new Job(challenger.set().compile());
    // What nobody remembered before is as if nothing had happened before.
    Job late = new Job(challenger.set().compile());
    List<Object> events = stream(random);
    int joins = random.nextInt(events.size());
    for (int i = 0; i < events.size(); i++) {
      Object event = events.get(i);
      if (i == joins) {
        job.goOn(union.compile(RowLayout.STANDARD));
      }
      float[] vector = job.take(event);
      float[] whole = always.take(event);
      assertPlaces(seed, own, alone.take(event), vector, identity(own), all -> true);
      if (i < joins) {
        assertThat(vector).hasSize(union.places(0));
        continue;
      }
      assertPlaces(
          seed, challenger, whole, vector, places, need -> need.isEmpty() || remembers(own, need));
      assertPlaces(
          seed,
          challenger,
          late.take(event),
          vector,
          places,
          need -> !need.isEmpty() && !need.startsWith("mark of calm") && !remembers(own, need));
    }
  }

  private static boolean remembers(RandomSets.Stated own, String need) {
    return own.remembered().contains(need);
  }

  private void assertPlaces(
      long seed,
      RandomSets.Stated set,
      float[] expected,
      float[] union,
      int[] places,
      Predicate<String> asked) {
    for (int i = 0; i < expected.length; i++) {
      if (!asked.test(set.remembered().get(i))) {
        continue;
      }
      float value = union[places[i]];
      if (Float.floatToIntBits(value) != Float.floatToIntBits(expected[i])) {
        throw new AssertionError(
            "%s: in the union %s, alone %s, seed=%d%n%s"
                .formatted(set.kinds().get(i), value, expected[i], seed, set.yaml()));
      }
      boolean tells = !Float.isNaN(value) && value != 0;
      told.merge(set.kinds().get(i), tells ? 1 : 0, Integer::sum);
    }
  }

  private static int[] identity(RandomSets.Stated own) {
    return IntStream.range(0, own.kinds().size()).toArray();
  }

  private static int[] places(FeatureUnion union, RandomSets.Stated set) {
    return set.set().compile().hashes().stream().mapToInt(union.hashes()::indexOf).toArray();
  }

  private static FeatureUnion union(RandomSets.Stated own, RandomSets.Stated... added) {
    try {
      FeatureUnion union = FeatureUnion.of(own.set());
      for (RandomSets.Stated set : added) {
        union = union.with(set.set());
      }
      return union;
    } catch (FeatureSetException e) {
      throw new AssertionError(own.yaml(), e);
    }
  }

  private static List<Object> stream(Random random) {
    List<Object> events = new ArrayList<>();
    List<TransactionRow> rows = new ArrayList<>();
    long seconds = 0;
    for (int i = 0; i < TRANSACTIONS; i++) {
      seconds += (long) (random.nextDouble() * STEP_SECONDS);
      long late = random.nextInt(8) == 0 ? random.nextInt(1800) : 0;
      TestRows row =
          payment("p" + i, seconds - late)
              .card("c" + random.nextInt(4))
              .terminal(random.nextInt(10) == 0 ? null : "t" + random.nextInt(2))
              .amount(random.nextInt(10_000))
              .number(
                  "channel", (random.nextBoolean() ? Channel.ONLINE : Channel.IN_STORE).ordinal())
              .text("deviceToken", random.nextInt(5) == 0 ? null : "d" + random.nextInt(6))
              .text("merchantCountry", "C" + random.nextInt(3));
      if (random.nextInt(3) > 0) {
        row.place(random.nextInt(5), random.nextInt(5));
      }
      rows.add(row.row());
      events.add(row.row());
      for (int said = random.nextInt(3); said > 0; said--) {
        TransactionRow of = rows.get(Math.max(0, rows.size() - 1 - random.nextInt(30)));
        events.add(new Said(of, update(random, of)));
      }
    }
    return events;
  }

  private static Object update(Random random, TransactionRow of) {
    long id = idHash(of.required(TransactionRow.TRANSACTION_ID));
    long minor = of.number(TransactionRow.BASE_AMOUNT_MINOR);
    if (random.nextInt(3) == 0) {
      Verdict verdict = Verdict.values()[random.nextInt(3)];
      return new LabelUpdate(id, of.eventTime(), minor, verdict, 1 + random.nextInt(3));
    }
    OutcomeAction action = OutcomeAction.values()[random.nextInt(OutcomeAction.values().length)];
    return new OutcomeUpdate(id, of.eventTime(), minor, action, random.nextInt(6) == 0);
  }

  /** Does something for a seed. */
  private interface Run {
    void of(long seed, Random random) throws IOException;
  }

  private static void forEachSeed(Run run) {
    long first = Long.getLong("alcedo.seed", new Random().nextInt());
    for (long seed = first; seed < first + RUNS; seed++) {
      try {
        run.of(seed, new Random(seed));
      } catch (IOException | RuntimeException e) {
        throw new AssertionError("seed=" + seed, e);
      }
    }
  }
}
