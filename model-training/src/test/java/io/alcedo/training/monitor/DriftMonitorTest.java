package io.alcedo.training.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.training.monitor.Comparison.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DriftMonitorTest {
  private static final long SEED = 11;
  private static final int WEEK = 7 * 24;
  private static final int START = 400_000;
  private static final List<String> NAMES = List.of("amount", "count");
  private static final UnaryOperator<float[]> AS_IT_IS = vector -> vector;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private DriftMonitor monitor = new DriftMonitor(DriftSettings.standard());
  private int hour = START;
  private String version = "1";

  @Test
  void quietWeeksRaiseNoAlarm() {
    assertThat(run(6 * WEEK, AS_IT_IS)).as("seed=%d", SEED).isEmpty();
    assertThat(monitor.latest()).containsOnlyKeys("amount", "count", DriftMonitor.SCORE);
  }

  @Test
  void noAlarmComesBeforeTheThirdWeek() {
    List<DriftAlarm> alarms = run(WEEK, AS_IT_IS);
    alarms.addAll(run(WEEK - 1, vector -> new float[] {7 * vector[0], vector[1]}));

    assertThat(alarms).isEmpty();
  }

  @Test
  void valuesThatGoMissingAreAnAlarmOnce() {
    run(4 * WEEK, AS_IT_IS);
    List<DriftAlarm> alarms =
        run(30, vector -> new float[] {lost() ? Float.NaN : vector[0], vector[1]});

    assertThat(alarms).hasSize(1);
    assertThat(alarms.get(0).feature()).isEqualTo("amount");
    assertThat(alarms.get(0).statistic()).isEqualTo(Statistic.MISSING);
    assertThat(alarms.get(0).hour()).isLessThan(START + 4 * WEEK + 6);
    assertThat(alarms.get(0).text()).contains("amount: more vectors lack a value: difference=0.0");
    assertThat(monitor.open()).containsExactly("amount");
    assertThat(run(24, AS_IT_IS)).isEmpty();
    assertThat(monitor.open()).isEmpty();
  }

  @Test
  void amountsTimesOnePointOneAreAnAlarm() {
    run(5 * WEEK, AS_IT_IS);
    List<DriftAlarm> alarms = run(6, vector -> new float[] {1.1f * vector[0], vector[1]});

    assertThat(alarms).as("seed=%d", SEED).hasSize(1);
    assertThat(alarms.get(0).comparison().shift()).isBetween(0.01, 0.05);
    assertThat(alarms.get(0).text()).startsWith("amount: values are larger: shift=0.0");
  }

  @Test
  void anotherSpreadWithTheSameMedianIsAnAlarm() {
    run(5 * WEEK, AS_IT_IS);
    List<DriftAlarm> alarms = run(6, vector -> new float[] {vector[0] * vector[0] / 20, vector[1]});

    assertThat(alarms).extracting(DriftAlarm::statistic).contains(Statistic.PSI);
  }

  @Test
  void whatStaysBecomesTheNewNormal() {
    UnaryOperator<float[]> doubled = vector -> new float[] {2 * vector[0], vector[1]};
    run(4 * WEEK, AS_IT_IS);
    assertThat(run(2 * WEEK, doubled)).hasSize(1);
    assertThat(monitor.open()).containsExactly("amount");
    assertThat(run(3 * WEEK, doubled)).isEmpty();
    assertThat(monitor.open()).isEmpty();
  }

  @Test
  void aSwapBeginsTheScoresAnew() {
    run(3 * WEEK, AS_IT_IS);
    version = "2";
    assertThat(run(24, AS_IT_IS)).isEmpty();
    assertThat(monitor.latest()).doesNotContainKey(DriftMonitor.SCORE);
  }

  @Test
  void hoursInAnyWrongOrderAreLeftAside() {
    run(2 * WEEK, AS_IT_IS);
    byte[] before = monitor.toBytes();
    hour -= 3;
    run(2, AS_IT_IS);

    assertThat(monitor.toBytes()).isEqualTo(before);
  }

  @Test
  void partsOfAnHourAddUp() throws Exception {
    HourCounter whole = new HourCounter(5, NAMES);
    HourCounter[] parts = {new HourCounter(5, NAMES), new HourCounter(5, NAMES)};
    for (int i = 0; i < 500; i++) {
      float[] vector = {random.nextInt(9), i % 7 == 0 ? Float.NaN : i};
      double score = random.nextDouble();
      whole.addVector(vector);
      whole.addScore("1", score);
      parts[i % 2].addVector(vector);
      parts[i % 2].addScore("1", score);
    }

    assertThat(parts[0].summary().plus(parts[1].summary()).toBytes())
        .isEqualTo(whole.summary().toBytes());
    assertThatThrownBy(() -> whole.summary().plus(new HourCounter(6, NAMES).summary()))
        .hasMessage("Parts of one hour are added: hour=5, other=6");
  }

  @Test
  void bytesReadGoOnAsIfNothingHadHappened() throws Exception {
    run(3 * WEEK, AS_IT_IS);
    DriftMonitor read = DriftMonitor.of(DriftSettings.standard(), monitor.toBytes());
    HourCounter next = counter(AS_IT_IS);

    assertThat(read.toBytes()).isEqualTo(monitor.toBytes());
    read.add(next.summary());
    monitor.add(next.summary());
    assertThat(read.toBytes()).isEqualTo(monitor.toBytes());
    assertThatThrownBy(() -> DriftMonitor.of(DriftSettings.standard(), new byte[] {7}))
        .hasMessage("The format of a drift monitor is 1: format=7");
  }

  private boolean lost() {
    return random.nextInt(20) == 0;
  }

  private List<DriftAlarm> run(int hours, UnaryOperator<float[]> change) {
    List<DriftAlarm> alarms = new ArrayList<>();
    for (int i = 0; i < hours; i++) {
      alarms.addAll(monitor.add(counter(change).summary()));
      hour++;
    }
    return alarms;
  }

  /** An hour of 1500 vectors, or half as many at night, on a day whose amounts are its own. */
  private HourCounter counter(UnaryOperator<float[]> change) {
    HourCounter counter = new HourCounter(hour, NAMES);
    double day = 0.005 * new SplittableRandom(hour / 24).nextGaussian();
    for (int left = hour % 24 < 8 ? 700 : 1500; left > 0; left--) {
      float amount = (float) (20 * Math.exp(random.nextGaussian() + day));
      counter.addVector(change.apply(new float[] {amount, random.nextInt(5)}));
      counter.addScore(version, 1 / (1 + Math.exp(4 - random.nextGaussian())));
    }
    return counter;
  }
}
