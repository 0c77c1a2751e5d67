package io.alcedo.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Holds assignments against a plain model of a set of roles for each version. */
class AssignmentPropertyTest {
  private static final int RUNS = 200;
  private static final int COMMANDS = 120;

  private enum Role {
    ACTIVE,
    CANARY,
    SHADOW,
    PREVIOUS
  }

  @Test
  void anySequenceOfCommandsKeepsOneActiveOnceOneWasPromotedAndCountsUp() {
    int refusals = 0;
    int changes = 0;
    for (long seed = 1; seed <= RUNS; seed++) {
      Random random = new Random(seed);
      Roles roles = new Roles();
      Assignment now = Assignment.none("cards");
      boolean promoted = false;
      for (int step = 0; step < COMMANDS; step++) {
        Change change = command(random);
        Supplier<String> where = where(seed, step, change, now);
        boolean allowed = roles.apply(change);
        Assignment next = tried(change, now, step);
        assertThat(next != null).as(where).isEqualTo(allowed);
        if (next == null) {
          refusals++;
          continue;
        }
        changes++;
        promoted |= next.active() != null;
        assertThat(next.generation()).as(where).isEqualTo(now.generation() + 1);
        assertThat(next.active() != null).as(where).isEqualTo(promoted);
        assertThat(rolesOf(next)).as(where).isEqualTo(roles.roles);
        assertThat(next.canaryShare()).as(where).isEqualTo(roles.share);
        assertThat(Assignment.of(next.toRecord())).as(where).isEqualTo(next);
        now = next;
      }
    }
    assertThat(refusals).isGreaterThan(RUNS * COMMANDS / 10);
    assertThat(changes).isGreaterThan(RUNS * COMMANDS / 10);
  }

  private static Supplier<String> where(long seed, int step, Change change, Assignment now) {
    return () -> "seed=%d, step=%d, %s after %s".formatted(seed, step, change, now);
  }

  private static Assignment tried(Change change, Assignment now, long atMillis) {
    try {
      return change.applyTo(now, atMillis);
    } catch (RefusedChangeException e) {
      return null;
    }
  }

  private static Change command(Random random) {
    ModelVersion version = Versions.of(random.nextInt(12));
    return switch (random.nextInt(6)) {
      case 0, 1 -> Change.shadow(version);
      case 2 -> Change.canary(version, List.of(0.0, 0.1, 0.5, 1.0).get(random.nextInt(4)));
      case 3 -> Change.promote(version);
      case 4 -> Change.rollBack();
      default -> Change.retire(version);
    };
  }

  private static Map<String, Set<Role>> rolesOf(Assignment assignment) {
    Map<String, Set<Role>> roles = new HashMap<>();
    put(roles, assignment.active(), Role.ACTIVE);
    put(roles, assignment.canary(), Role.CANARY);
    assignment.shadows().forEach(shadow -> put(roles, shadow, Role.SHADOW));
    put(roles, assignment.previous(), Role.PREVIOUS);
    return roles;
  }

  private static void put(Map<String, Set<Role>> roles, ModelVersion version, Role role) {
    if (version != null) {
      roles.computeIfAbsent(version.version(), name -> new HashSet<>()).add(role);
    }
  }

  /** The model: which roles each version has, and a canary's share. */
  private static final class Roles {
    private final Map<String, Set<Role>> roles = new HashMap<>();
    private double share;

    /** Applies a command if it may be, and says whether it may. */
    boolean apply(Change change) {
      String target = change.target() == null ? null : change.target().version();
      String active = only(Role.ACTIVE);
      String canary = only(Role.CANARY);
      String previous = only(Role.PREVIOUS);
      switch (change.action()) {
        case SHADOW -> {
          if (target.equals(active)
              || has(target, Role.SHADOW)
              || count(Role.SHADOW) == Assignment.MOST_SHADOWS) {
            return false;
          }
          drop(target, Role.CANARY);
          add(target, Role.SHADOW);
        }
        case CANARY -> {
          double asked = change.canaryShare();
          if (active == null
              || target.equals(active)
              || asked <= 0
              || asked >= 1
              || (canary != null && !canary.equals(target))
              || (target.equals(canary) && asked == share)) {
            return false;
          }
          drop(target, Role.SHADOW);
          add(target, Role.CANARY);
          share = asked;
        }
        case PROMOTE -> {
          if (target.equals(active) || (canary != null && !canary.equals(target))) {
            return false;
          }
          roles.remove(target);
          if (previous != null) {
            drop(previous, Role.PREVIOUS);
          }
          replaceActive(active, target, Role.PREVIOUS);
        }
        case ROLL_BACK -> {
          if (previous == null) {
            return false;
          }
          roles.remove(previous);
          replaceActive(active, previous, null);
        }
        default -> {
          if (target.equals(active) || !roles.containsKey(target)) {
            return false;
          }
          roles.remove(target);
        }
      }
      share = only(Role.CANARY) == null ? 0 : share;
      return true;
    }

    private void replaceActive(String old, String successor, Role after) {
      if (old != null) {
        roles.remove(old);
        if (after != null) {
          add(old, after);
        }
      }
      add(successor, Role.ACTIVE);
    }

    private String only(Role role) {
      List<String> holders = new ArrayList<>();
      roles.forEach(
          (version, held) -> {
            if (held.contains(role)) {
              holders.add(version);
            }
          });
      assertThat(holders).hasSizeLessThanOrEqualTo(1);
      return holders.isEmpty() ? null : holders.get(0);
    }

    private int count(Role role) {
      return (int) roles.values().stream().filter(held -> held.contains(role)).count();
    }

    private boolean has(String version, Role role) {
      return roles.getOrDefault(version, Set.of()).contains(role);
    }

    private void add(String version, Role role) {
      roles.computeIfAbsent(version, name -> new HashSet<>()).add(role);
    }

    private void drop(String version, Role role) {
      Set<Role> held = roles.get(version);
      if (held != null) {
        held.remove(role);
        if (held.isEmpty()) {
          roles.remove(version);
        }
      }
    }
  }
}
