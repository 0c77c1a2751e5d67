package io.alcedo.features.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.AmountField;
import io.alcedo.features.definition.Dimension;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.definition.Mark;
import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.features.definition.RememberedFeature;
import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.schema.row.TransactionRow;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes of profiles: old ones, those of other layouts, broken ones. */
class ProfileCodecTest {
  private static final long START = 1_700_000_000_000L;
  private static final long DAY = 24 * RandomLayouts.HOUR;
  private static final int EVENTS = 600;
  private static final int KINDS_OF_VERSION_1 = AggregateKind.FRAUD_RATE.ordinal() + 1;
  private static final EventFilter SPENDING =
      new EventFilter(RandomLayouts.SPENDING, EventFilter.ANY, EventFilter.ANY);
  private static final Dimension DEVICE = Rows.dimension("deviceToken");
  private static final Mark DEAR =
      new Mark(1, List.of(new Mark.Condition(AggregateKind.RATIO.ordinal(), true, 1.5)));
  private static final Mark OFTEN =
      new Mark(2, List.of(new Mark.Condition(AggregateKind.DISTINCT.ordinal(), true, 36)));
  private static final Dimension SHOP = Rows.dimension("acquirerId", "merchantId");

  @Test
  void bytesOfVersion1GiveTheSameAggregates() throws IOException {
    String[] frozen = frozen(1);
    ProfileAggregator aggregator = new ProfileAggregator(layout(List.of(DEVICE, SHOP), true));
    Profile profile = decode(aggregator, HexFormat.of().parseHex(frozen[0]));
    assertThat(text(aggregator, profile)).isEqualTo(frozen[1]);
    assertThat(profile.buckets()).isPositive();
    assertThat(profile.lastEventTime()).isEqualTo(START + (EVENTS - 1) * DAY / 60);
  }

  @Test
  void bytesOfVersion2GiveTheSameAggregates() throws IOException {
    String[] frozen = frozen(2);
    ProfileAggregator aggregator = new ProfileAggregator(layoutWithVector(List.of(DEAR, OFTEN)));
    Profile profile = decode(aggregator, HexFormat.of().parseHex(frozen[0]));
    assertThat(text(aggregator, profile)).isEqualTo(frozen[1]);
    assertThat(text(aggregator, filled(aggregator))).isEqualTo(frozen[1]);
    assertThat(profile.buckets()).isPositive();
  }

  @Test
  void layoutsThatRememberNothingOfTheVectorKeepVersion1() throws IOException {
    ProfileAggregator plain = new ProfileAggregator(layout(List.of(DEVICE, SHOP), true));
    assertThat(HexFormat.of().formatHex(ProfileReplayTest.encode(plain, filled(plain))))
        .isEqualTo(frozen(1)[0]);
  }

  @Test
  void marksStandWhereTheLayoutHasThem() throws IOException {
    ProfileAggregator before = new ProfileAggregator(layoutWithVector(List.of(DEAR, OFTEN)));
    ProfileAggregator turned = new ProfileAggregator(layoutWithVector(List.of(OFTEN, DEAR)));
    Profile profile = filled(before, EVENTS - 150);
    float[] marked = vector(before, profile);
    float[] read = vector(turned, decode(turned, ProfileReplayTest.encode(before, profile)));
    // Both layouts count what carries their first mark, and so each the other's second.
    int count = slot(AggregateKind.COUNT);
    assertThat(read[count]).isEqualTo(vector(turned, filled(turned, EVENTS - 150))[count]);
    assertThat(read[count]).isPositive().isNotEqualTo(marked[count]);
    assertThat(read[slot(AggregateKind.PEAK)]).isEqualTo(marked[slot(AggregateKind.PEAK)]);
  }

  @Test
  void whatVersion1DidNotRememberIsUnknown() throws IOException {
    ProfileAggregator after = new ProfileAggregator(layoutWithVector(List.of(DEAR, OFTEN)));
    float[] vector = vector(after, decode(after, HexFormat.of().parseHex(frozen(1)[0])));
    assertThat(vector[slot(AggregateKind.COUNT)]).isZero();
    assertThat(vector[slot(AggregateKind.SUM)]).isPositive();
    assertThat(vector[slot(AggregateKind.PEAK)]).isNaN();
    assertThat(vector[slot(AggregateKind.SINCE_PEAK)]).isNaN();
  }

  @Test
  void freshProfilesGiveWhatTheFrozenOnesDid() throws IOException {
    ProfileAggregator aggregator = new ProfileAggregator(layout(List.of(DEVICE, SHOP), true));
    assertThat(text(aggregator, filled(aggregator))).isEqualTo(frozen(1)[1]);
  }

  @Test
  void aDimensionAddedLaterIsAbsentFromOldEventsAndTheRestIsThere() throws IOException {
    ProfileAggregator before = new ProfileAggregator(layout(List.of(SHOP), false));
    ProfileAggregator after = new ProfileAggregator(layout(List.of(DEVICE, SHOP), true));
    Profile profile = decode(after, ProfileReplayTest.encode(before, filled(before)));
    float[] vector = vector(after, profile);
    float[] whole = vector(after, filled(after));
    assertThat(vector[slot(AggregateKind.COUNT)]).isEqualTo(whole[slot(AggregateKind.COUNT)]);
    assertThat(vector[slot(AggregateKind.SUM)]).isEqualTo(whole[slot(AggregateKind.SUM)]);
    assertThat(vector[slot(AggregateKind.SPEED)]).isNaN();
    // Devices are new; shops stand where they stood.
    assertThat(vector[slot(AggregateKind.FIRST_SEEN)]).isEqualTo(1);
    assertThat(vector[slot(AggregateKind.DISTINCT)]).isEqualTo(whole[slot(AggregateKind.DISTINCT)]);
  }

  @Test
  void aDimensionNoLongerAskedForIsLeftOut() throws IOException {
    ProfileAggregator before = new ProfileAggregator(layout(List.of(DEVICE, SHOP), true));
    ProfileAggregator after = new ProfileAggregator(layout(List.of(SHOP), false));
    Profile profile = decode(after, ProfileReplayTest.encode(before, filled(before)));
    float[] vector = vector(after, profile);
    assertThat(vector[slot(AggregateKind.DISTINCT)])
        .isEqualTo(vector(after, filled(after))[slot(AggregateKind.DISTINCT)]);
  }

  @Test
  void brokenBytesAreRefused() throws IOException {
    ProfileAggregator aggregator = new ProfileAggregator(layout(List.of(DEVICE, SHOP), true));
    byte[] good = ProfileReplayTest.encode(aggregator, filled(aggregator));
    byte[] other = good.clone();
    other[0] = 9;
    assertThatThrownBy(() -> decode(aggregator, other))
        .isInstanceOf(IOException.class)
        .hasMessage("A profile has version 1 or 2: version=9");
    long seed = new Random().nextInt();
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      byte[] bad = i % 3 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      for (int k = random.nextInt(4); k >= 0 && bad.length > 0; k--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        decode(aggregator, bad);
      } catch (IOException refused) {
        assertThat(refused.getMessage()).as("seed=%d", seed).isNotBlank();
      } catch (RuntimeException | OutOfMemoryError e) {
        throw new AssertionError("Broken bytes end in an IOException: seed=" + seed, e);
      }
    }
  }

  @Test
  void anEmptyProfileTakesFewBytes() throws IOException {
    ProfileAggregator aggregator = new ProfileAggregator(layout(List.of(DEVICE, SHOP), true));
    byte[] bytes = ProfileReplayTest.encode(aggregator, aggregator.newProfile());
    assertThat(bytes.length).isLessThan(24);
    assertThat(decode(aggregator, bytes).isEmpty()).isTrue();
  }

  private static int slot(AggregateKind kind) {
    return kind.ordinal();
  }

  /** One aggregate for each kind of version 1, in the kind's slot. */
  private static ProfileLayout layout(List<Dimension> dimensions, boolean places) {
    List<AggregateSpec> specs = specs(dimensions, places, SPENDING);
    specs.removeIf(spec -> spec.kind().compareTo(AggregateKind.FRAUD_RATE) > 0);
    return new ProfileLayout("card", dimensions, places, 2, specs, 6 * DAY);
  }

  /** One aggregate a kind, counts of the first mark's events. */
  private static ProfileLayout layoutWithVector(List<Mark> marks) {
    EventFilter marked = new EventFilter(SPENDING.types(), EventFilter.ANY, EventFilter.ANY, 1, 0);
    List<AggregateSpec> specs = specs(List.of(DEVICE, SHOP), true, marked);
    RememberedFeature ratio = new RememberedFeature(7, AggregateKind.RATIO.ordinal());
    return new ProfileLayout(
        "card", List.of(DEVICE, SHOP), marks, List.of(ratio), true, 2, specs, 6 * DAY);
  }

  private static List<AggregateSpec> specs(
      List<Dimension> dimensions, boolean places, EventFilter ofCount) {
    List<AggregateSpec> specs = new ArrayList<>();
    for (AggregateKind kind : AggregateKind.values()) {
      AmountField amount =
          switch (kind) {
            case SUM, MAX -> AmountField.APPROVED;
            case MEAN, MIN, STDDEV, ZSCORE, RATIO -> AmountField.ATTEMPTED;
            default -> AmountField.NONE;
          };
      int dimension =
          switch (kind) {
            case DISTINCT -> dimensions.indexOf(SHOP);
            case FIRST_SEEN -> dimensions.indexOf(DEVICE);
            case PEAK, SINCE_PEAK -> 0;
            default -> -1;
          };
      if ((kind == AggregateKind.SPEED && !places)
          || (kind == AggregateKind.FIRST_SEEN && dimension < 0)) {
        continue;
      }
      long delay = kind == AggregateKind.FRAUD_RATE ? DAY : 0;
      specs.add(
          new AggregateSpec(
              kind,
              amount,
              dimension,
              5 * DAY,
              delay,
              kind == AggregateKind.COUNT ? ofCount : SPENDING,
              Double.NaN,
              kind.ordinal()));
    }
    return specs;
  }

  private static Profile filled(ProfileAggregator aggregator) {
    return filled(aggregator, 0);
  }

  private static Profile filled(ProfileAggregator aggregator, int first) {
    Profile profile = aggregator.newProfile();
    for (int i = first; i < EVENTS; i++) {
      TransactionRow row = row(i);
      long id = Rows.idHash(row);
      aggregator.transaction(profile, id, row, new float[AggregateKind.values().length]);
      OutcomeAction action = i % 9 == 0 ? OutcomeAction.DECLINED_BY_ISSUER : OutcomeAction.APPROVED;
      aggregator.outcome(profile, new OutcomeUpdate(id, row.eventTime(), 100, action, i % 31 == 0));
      if (i % 40 == 7) {
        TransactionRow old = row(i - i % 3 * 2);
        aggregator.label(
            profile, new LabelUpdate(Rows.idHash(old), old.eventTime(), 100, Verdict.FRAUD, 1));
      }
      if (i % 100 == 50) {
        TransactionRow early = row(i + 2000);
        aggregator.label(
            profile, new LabelUpdate(Rows.idHash(early), early.eventTime(), 1, Verdict.FRAUD, 2));
      }
    }
    return profile;
  }

  private static TransactionRow row(int i) {
    TransactionRow row = Rows.purchase("f" + i, START + i * DAY / 60, 500 + (i * 7919L) % 10_007);
    if (i % 50 == 49) {
      row.setNumber(TransactionRow.TYPE, 6);
      row.setText(Rows.ORIGINAL, "f" + (i - 7));
    }
    row.setText(Rows.DEVICE, i % 4 == 0 ? null : "d" + i % 5);
    row.setText(Rows.ACQUIRER, "a");
    row.setText(Rows.MERCHANT, "m" + i % 37);
    if (i % 3 == 0) {
      row.setReal(Rows.LATITUDE, 47.05 + i % 7 / 10.0);
      row.setReal(Rows.LONGITUDE, 8.05 + i % 11 / 10.0);
    }
    return row;
  }

  private static float[] vector(ProfileAggregator aggregator, Profile profile) {
    float[] vector = new float[AggregateKind.values().length];
    aggregator.transaction(profile.copy(), 1, row(EVENTS + 6), vector);
    return vector;
  }

  private static String text(ProfileAggregator aggregator, Profile profile) {
    StringBuilder text = new StringBuilder();
    int kinds = profile.shape.readsVector() ? AggregateKind.values().length : KINDS_OF_VERSION_1;
    for (float value : Arrays.copyOf(vector(aggregator, profile), kinds)) {
      text.append(text.isEmpty() ? "" : " ").append(value);
    }
    return text.toString();
  }

  private static Profile decode(ProfileAggregator aggregator, byte[] bytes) throws IOException {
    return aggregator.codec().read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static String[] frozen(int version) throws IOException {
    String name = "profile-v" + version + ".txt";
    try (InputStream in = ProfileCodecTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim().split("\n");
    }
  }

  /** Prints what is frozen, for the next version of the format. */
  public static void main(String[] arguments) throws IOException {
    ProfileAggregator aggregator = new ProfileAggregator(layoutWithVector(List.of(DEAR, OFTEN)));
    Profile profile = filled(aggregator);
    System.out.println(HexFormat.of().formatHex(ProfileReplayTest.encode(aggregator, profile)));
    System.out.println(text(aggregator, profile));
  }
}
