package io.alcedo.features.profile;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.AmountField;
import io.alcedo.features.definition.GeoCell;
import io.alcedo.features.definition.Mark;
import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeState;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.schema.TransactionType;
import io.alcedo.schema.row.TransactionRow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Computes every aggregate from the plain list of all events, as the documentation words it. */
final class ReplayOracle {
  /** What became known of a transaction, which may be before it arrives. */
  static final class Known {
    EnumSet<OutcomeState> states = EnumSet.of(OutcomeState.UNKNOWN);
    Verdict verdict = Verdict.WITHDRAWN;
    int revision;
    BigDecimal reversed = BigDecimal.ZERO;

    /** The vector with which it was recorded. */
    float[] vector = {};
  }

  record Event(TransactionRow row, Known known) {
    long time() {
      return row.eventTime();
    }

    BigDecimal attempted() {
      return BigDecimal.valueOf(row.number(TransactionRow.BASE_AMOUNT_MINOR));
    }

    BigDecimal approved() {
      return attempted().subtract(known.reversed).max(BigDecimal.ZERO);
    }

    boolean isApproved() {
      return known.states.contains(OutcomeState.APPROVED)
          || known.states.contains(OutcomeState.SETTLED);
    }
  }

  private final ProfileLayout layout;
  private final List<Event> events = new ArrayList<>();
  private final Map<Long, Known> knownById = new HashMap<>();
  private final Set<Long> arrived = new HashSet<>();

  ReplayOracle(ProfileLayout layout) {
    this.layout = layout;
  }

  /**
   * Replays a transaction.
   *
   * @param recorded the vector as the profile under test computed it, whose marks and values the
   *     event is remembered by; that it is right is what the caller compares
   */
  void transaction(TransactionRow row, float[] recorded, double[] vector) {
    long id = Rows.idHash(row);
    boolean repeated = !arrived.add(id);
    Known known = knownById.computeIfAbsent(id, unused -> new Known());
    int position = 0;
    while (position < events.size()
        && events.get(position).time() <= row.eventTime()
        && !(repeated && events.get(position).known == known)) {
      position++;
    }
    Event current = new Event(row, new Known());
    List<Event> past = events.subList(0, position);
    for (AggregateSpec spec : layout.aggregates()) {
      double value = compute(spec, past, current);
      vector[spec.slot()] = Double.isNaN(value) ? spec.empty() : value;
    }
    if (!repeated) {
      known.vector = recorded.clone();
      events.add(position, new Event(row, known));
      String original = row.text(Rows.ORIGINAL);
      if (row.number(TransactionRow.TYPE) == TransactionType.REVERSAL.ordinal()
          && original != null) {
        Known of = knownById.computeIfAbsent(Rows.idHash(original), unused -> new Known());
        of.reversed = of.reversed.add(current.attempted());
      }
    }
  }

  void label(LabelUpdate update) {
    Known known = knownById.computeIfAbsent(update.idHash(), unused -> new Known());
    if (update.revision() > known.revision) {
      known.revision = update.revision();
      known.verdict = update.verdict();
    }
  }

  void outcome(OutcomeUpdate update) {
    Known known = knownById.computeIfAbsent(update.idHash(), unused -> new Known());
    List<List<OutcomeState>> stages =
        List.of(
            List.of(OutcomeState.UNKNOWN),
            List.of(OutcomeState.APPROVED, OutcomeState.DECLINED, OutcomeState.ABANDONED),
            List.of(OutcomeState.SETTLED),
            List.of(OutcomeState.REVERSED));
    OutcomeState next = update.action().state();
    int before = 0;
    int after = 0;
    for (int stage = 0; stage < stages.size(); stage++) {
      before = stages.get(stage).stream().anyMatch(known.states::contains) ? stage : before;
      after = stages.get(stage).contains(next) ? stage : after;
    }
    if (after >= before) {
      boolean failed = known.states.contains(OutcomeState.THREE_DS_FAILED);
      known.states = EnumSet.of(next);
      if (failed) {
        known.states.add(OutcomeState.THREE_DS_FAILED);
      }
    }
    if (update.threeDsFailed()) {
      known.states.add(OutcomeState.THREE_DS_FAILED);
    }
  }

  private double compute(AggregateSpec spec, List<Event> past, Event current) {
    long to = current.time() - spec.delayMillis();
    long from = to - spec.windowMillis();
    boolean latest = spec.kind() == AggregateKind.SINCE_LAST || spec.kind() == AggregateKind.SPEED;
    if (latest) {
      from = Math.max(from, current.time() - layout.horizonMillis());
    }
    long after = from;
    Predicate<Event> counts = event -> counts(spec, event);
    List<Event> window =
        new ArrayList<>(
            past.stream()
                .filter(event -> event.time() > after && event.time() <= to)
                .filter(counts)
                .toList());
    if (!spec.kind().comparesWithPast()
        && spec.delayMillis() == 0
        && !spec.filter().readsMarks()
        && counts.test(current)) {
      window.add(current);
    }
    return switch (spec.kind()) {
      case PEAK, SINCE_PEAK -> peak(spec, window, current);
      case FRAUD_RUN, FRAUD_RUN_AGE, GENUINE_RUN -> run(spec, window, current);
      case DISTINCT ->
          window.stream().map(e -> value(spec, e)).filter(v -> v != 0).distinct().count();
      case FIRST_SEEN ->
          value(spec, current) == 0
              ? Double.NaN
              : window.stream().anyMatch(e -> value(spec, e) == value(spec, current)) ? 0 : 1;
      case SINCE_LAST ->
          window.isEmpty()
              ? Double.NaN
              : (current.time() - window.get(window.size() - 1).time()) / 1000.0;
      case SPEED -> speed(window, current);
      case FRAUD_COUNT -> window.stream().filter(e -> e.known.verdict == Verdict.FRAUD).count();
      case FRAUD_RATE -> fraudRate(window);
      default -> moment(spec, window, current);
    };
  }

  private double moment(AggregateSpec spec, List<Event> window, Event current) {
    BigDecimal unit = BigDecimal.TEN.pow(layout.baseCurrencyDigits());
    List<BigDecimal> amounts =
        window.stream()
            .map(e -> spec.amount() == AmountField.APPROVED ? e.approved() : e.attempted())
            .map(amount -> amount.divide(unit))
            .toList();
    BigDecimal count = BigDecimal.valueOf(amounts.size());
    BigDecimal sum = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (spec.kind() == AggregateKind.COUNT) {
      return amounts.size();
    }
    if (spec.kind() == AggregateKind.SUM) {
      return sum.doubleValue();
    }
    if (amounts.isEmpty()) {
      return Double.NaN;
    }
    BigDecimal mean = sum.divide(count, MathContext.DECIMAL128);
    BigDecimal squares = BigDecimal.ZERO;
    for (BigDecimal amount : amounts) {
      squares = squares.add(amount.subtract(mean).pow(2));
    }
    double deviation =
        amounts.size() < 2 ? Double.NaN : Math.sqrt(squares.doubleValue() / (amounts.size() - 1));
    BigDecimal own = current.attempted().divide(unit);
    return switch (spec.kind()) {
      case MEAN -> mean.doubleValue();
      case MIN -> amounts.stream().min(BigDecimal::compareTo).orElseThrow().doubleValue();
      case MAX -> amounts.stream().max(BigDecimal::compareTo).orElseThrow().doubleValue();
      case STDDEV -> deviation;
      case ZSCORE -> deviation > 1e-12 ? own.subtract(mean).doubleValue() / deviation : Double.NaN;
      case RATIO ->
          mean.signum() == 0 ? Double.NaN : own.divide(mean, MathContext.DECIMAL64).doubleValue();
      default -> throw new AssertionError(spec.kind());
    };
  }

  private double peak(AggregateSpec spec, List<Event> window, Event current) {
    int place = layout.remembered().get(spec.operand()).place();
    double highest =
        window.stream()
            .mapToDouble(e -> e.known.vector[place])
            .filter(value -> !Double.isNaN(value))
            .max()
            .orElse(Double.NaN);
    if (spec.kind() == AggregateKind.PEAK || Double.isNaN(highest)) {
      return highest;
    }
    Event newest =
        window.stream()
            .filter(e -> e.known.vector[place] == highest)
            .reduce((earlier, later) -> later)
            .orElseThrow();
    return (current.time() - newest.time()) / 1000.0;
  }

  /** Spells the verdicts of the window, newest first, and reads the run off the word. */
  private static double run(AggregateSpec spec, List<Event> window, Event current) {
    List<Event> rated = new ArrayList<>(rated(window));
    Collections.reverse(rated);
    StringBuilder word = new StringBuilder();
    rated.forEach(e -> word.append(e.known.verdict == Verdict.FRAUD ? 'F' : 'g'));
    Matcher matcher = Pattern.compile("^(g*)(F*)").matcher(word);
    if (!matcher.find()) {
      throw new AssertionError(word);
    }
    return switch (spec.kind()) {
      case FRAUD_RUN -> matcher.group(2).length();
      case GENUINE_RUN -> matcher.group(1).length();
      default ->
          matcher.group(2).isEmpty()
              ? Double.NaN
              : (current.time() - rated.get(matcher.end() - 1).time()) / 1000.0;
    };
  }

  private static List<Event> rated(List<Event> window) {
    return window.stream()
        .filter(
            e ->
                e.known.verdict != Verdict.WITHDRAWN
                    || e.isApproved()
                    || e.known.states.contains(OutcomeState.UNKNOWN))
        .toList();
  }

  private static double fraudRate(List<Event> window) {
    List<Event> rated = rated(window);
    long frauds = rated.stream().filter(e -> e.known.verdict == Verdict.FRAUD).count();
    return rated.isEmpty() ? Double.NaN : (double) frauds / rated.size();
  }

  private static double speed(List<Event> window, Event current) {
    List<Event> placed =
        window.stream().filter(e -> !Double.isNaN(e.row.real(Rows.LATITUDE))).toList();
    if (placed.isEmpty() || Double.isNaN(current.row.real(Rows.LATITUDE))) {
      return Double.NaN;
    }
    Event last = placed.get(placed.size() - 1);
    double[] a = onSphere(last.row);
    double[] b = onSphere(current.row);
    double angle = Math.acos(Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]));
    double km = Math.max(0, angle * 6371.0088 - GeoCell.DIAGONAL_KM);
    return km / (Math.max(1000, current.time() - last.time()) / 3_600_000.0);
  }

  private static double[] onSphere(TransactionRow row) {
    double lat = Math.toRadians(row.real(Rows.LATITUDE));
    double lon = Math.toRadians(row.real(Rows.LONGITUDE));
    return new double[] {
      Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)
    };
  }

  private int value(AggregateSpec spec, Event event) {
    return layout.dimensions().get(spec.operand()).hash(event.row);
  }

  private boolean counts(AggregateSpec spec, Event event) {
    int type = (int) event.row.number(TransactionRow.TYPE);
    int channel = (int) event.row.number(TransactionRow.CHANNEL);
    int states = event.known.states.stream().mapToInt(OutcomeState::bit).sum();
    return spec.filter().matches(type, channel, states)
        && marksMatch(spec, event)
        && (spec.amount() != AmountField.APPROVED || event.isApproved());
  }

  private boolean marksMatch(AggregateSpec spec, Event event) {
    Set<Integer> carried = new HashSet<>();
    for (int i = 0; i < layout.marks().size(); i++) {
      for (Mark.Condition condition : layout.marks().get(i).conditions()) {
        float[] vector = event.known.vector;
        double value = vector.length == 0 ? Double.NaN : vector[condition.place()];
        if (condition.above() ? value > condition.bound() : value < condition.bound()) {
          carried.add(i);
        }
      }
    }
    int marked = spec.filter().marked();
    int unmarked = spec.filter().unmarked();
    return (marked == 0 || carried.stream().anyMatch(i -> (marked >> i & 1) == 1))
        && carried.stream().noneMatch(i -> (unmarked >> i & 1) == 1);
  }
}
