package io.alcedo.retraining.verdict;

import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The reports on one transaction, and the label that follows from them.
 *
 * <p>Each source has one standing report: its latest, but a stage that opens a dispute is passed
 * over where a later one of the same dispute was known, whatever other disputes came between. Among
 * the standing reports that say fraud or genuine the one of the highest rank holds, of equal ranks
 * the one known last. Where none is left, and one had been told, the label is taken back. What
 * holds is a function of the set of reports alone, whatever the order in which they came and
 * however often.
 *
 * <p>A book keeps {@value #MOST} reports at most and then forgets the earliest that neither stands
 * nor says how far a dispute has come; without such a one, the earliest that does not stand.
 * Immutable.
 */
public final class VerdictBook {
  /** The most reports that are kept. */
  public static final int MOST = 32;

  /** A book without reports. */
  public static final VerdictBook EMPTY = new VerdictBook(List.of(), null);

  /** The order in which reports became known. */
  public static final Comparator<Statement> ORDER =
      Comparator.comparingLong(Statement::knownAt).thenComparingLong(Statement::id);

  private static final Comparator<Statement> STRENGTH =
      Comparator.<Statement>comparingInt(statement -> statement.ruling().rank())
          .thenComparing(ORDER);

  private final List<Statement> statements;
  private final @Nullable Change told;

  private VerdictBook(List<Statement> statements, @Nullable Change told) {
    this.statements = statements;
    this.told = told;
  }

  /**
   * Returns a book that was stored.
   *
   * @param told the last change that became a label, null where none did
   */
  public static VerdictBook of(List<Statement> statements, @Nullable Change told) {
    return new VerdictBook(statements.stream().sorted(ORDER).toList(), told);
  }

  /** Returns the reports, earliest first. */
  public List<Statement> statements() {
    return statements;
  }

  /** Returns the last change that became a label, null where none did. */
  public @Nullable Change told() {
    return told;
  }

  /** Returns whether a report is in the book already. */
  public boolean holds(Statement statement) {
    return statements.stream().anyMatch(known -> known.id() == statement.id());
  }

  /** Returns a book with one more report; this one where it holds it already. */
  public VerdictBook with(Statement statement) {
    if (holds(statement)) {
      return this;
    }
    List<Statement> more = new ArrayList<>(statements);
    more.add(statement);
    more.sort(ORDER);
    return new VerdictBook(bounded(more), told);
  }

  /**
   * Returns the change that is due: what holds differs from what was told; null where it does not.
   */
  public @Nullable Change due() {
    Statement holding = holding();
    Verdict before = told == null ? Verdict.UNKNOWN : told.verdict();
    Verdict now;
    if (holding != null) {
      now = holding.ruling().meaning().verdict();
    } else {
      now = told == null ? Verdict.UNKNOWN : Verdict.WITHDRAWN;
    }
    if (now == before) {
      return null;
    }
    int revision = told == null ? 1 : told.revision() + 1;
    long known = statements.get(statements.size() - 1).knownAt();
    return new Change(
        now, before, revision, told == null ? known : Math.max(known, told.knownAt()));
  }

  /** Returns a book to which a change was told. */
  public VerdictBook telling(Change change) {
    return new VerdictBook(statements, change);
  }

  /** Returns a book with the reports of both, to which the later change of the two was told. */
  public VerdictBook merged(VerdictBook other) {
    VerdictBook merged = this;
    for (Statement statement : other.statements) {
      merged = merged.with(statement);
    }
    boolean later = other.told != null && (told == null || other.told.revision() > told.revision());
    return later ? new VerdictBook(merged.statements, other.told) : merged;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerdictBook that
        && statements.equals(that.statements)
        && Objects.equals(told, that.told);
  }

  @Override
  public int hashCode() {
    return Objects.hash(statements, told);
  }

  /** Returns the report that decides what the transaction is held to be, or null. */
  private @Nullable Statement holding() {
    return Places.of(statements).standing().values().stream()
        .filter(statement -> statement.ruling().meaning().stands())
        .max(STRENGTH)
        .orElse(null);
  }

  private static List<Statement> bounded(List<Statement> sorted) {
    if (sorted.size() > MOST) {
      Places places = Places.of(sorted);
      Collection<Statement> standing = places.standing().values();
      Collection<Statement> furthest = places.furthest().values();
      if (!removeFirst(sorted, known -> !standing.contains(known) && !furthest.contains(known))) {
        removeFirst(sorted, known -> !standing.contains(known));
      }
    }
    return List.copyOf(sorted);
  }

  private static boolean removeFirst(List<Statement> from, Predicate<Statement> which) {
    for (Statement statement : from) {
      if (which.test(statement)) {
        return from.remove(statement);
      }
    }
    return false;
  }

  /** A dispute that one source reports on. */
  private record Dispute(FeedbackSource source, int number) {}

  /**
   * Which reports count.
   *
   * @param standing the one of each source
   * @param furthest the last one of the furthest stage of each dispute
   */
  private record Places(Map<FeedbackSource, Statement> standing, Map<Dispute, Statement> furthest) {
    private static Places of(List<Statement> sorted) {
      Places places = new Places(new EnumMap<>(FeedbackSource.class), new HashMap<>());
      for (Statement statement : sorted) {
        Dispute dispute = new Dispute(statement.source(), statement.dispute());
        if (statement.follows(places.furthest.get(dispute))) {
          places.standing.put(statement.source(), statement);
          if (statement.stage() != null) {
            places.furthest.put(dispute, statement);
          }
        }
      }
      return places;
    }
  }
}
