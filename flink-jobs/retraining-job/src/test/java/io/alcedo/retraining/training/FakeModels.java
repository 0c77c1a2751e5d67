package io.alcedo.retraining.training;

import io.alcedo.model.BundleException;
import io.alcedo.model.ModelBundle;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.Change;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RefusedChangeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a model in a directory and in memory. Outlives the runs that use it, and can kill
 * them: at any call, before or after it had its effect.
 */
final class FakeModels implements Models {
  /** Ends a run as a kill would. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(int call) {
      super("killed at call " + call);
    }
  }

  final List<String> commands = new ArrayList<>();
  final List<ModelVersion> shadows = new ArrayList<>();
  @Nullable ModelVersion canary;
  private final Path directory;
  private ModelVersion active;
  private int calls;
  private int killAt = Integer.MAX_VALUE;
  private boolean killBefore;

  FakeModels(Path directory, Path first) throws IOException {
    this.directory = directory;
    this.active = stored(first);
  }

  /** Kills whoever makes this call from now on, the next being 1. */
  void killAt(int call, boolean before) {
    calls = 0;
    killAt = call;
    killBefore = before;
  }

  int calls() {
    return calls;
  }

  /** Lets an operator do something, unnoticed by the run. */
  void byHand(@Nullable ModelVersion promoted, @Nullable ModelVersion retired) {
    if (promoted != null) {
      active = promoted;
      shadows.remove(promoted);
    }
    shadows.remove(retired);
  }

  private void enter() {
    if (++calls == killAt && killBefore) {
      throw new Killed(calls);
    }
  }

  private void leave() {
    if (calls == killAt && !killBefore) {
      throw new Killed(calls);
    }
  }

  @Override
  public ModelVersion champion() {
    enter();
    leave();
    return active;
  }

  @Override
  public Role role(ModelVersion version) {
    enter();
    leave();
    return version.equals(active)
        ? Role.ACTIVE
        : shadows.contains(version) ? Role.BESIDE : Role.NONE;
  }

  @Override
  public boolean wasPromoted(String run, ModelVersion version) {
    enter();
    leave();
    return commands.contains("PROMOTE " + version.version() + " by " + run);
  }

  @Override
  public Path bundle(ModelVersion version) {
    return directory.resolve(version.version());
  }

  @Override
  public ModelVersion stage(Path bundle, String run, String why) throws IOException {
    enter();
    ModelVersion version = stored(bundle);
    leave();
    return version;
  }

  private ModelVersion stored(Path bundle) throws IOException {
    try {
      ModelBundle read = ModelBundle.read(bundle);
      ModelVersion version = new ModelVersion(read.manifest().version(), read.digest());
      Path place = directory.resolve(version.version());
      if (Files.exists(place)) {
        return new ModelVersion(version.version(), ModelBundle.read(place).digest());
      } else {
        Files.createDirectories(place);
        try (Stream<Path> files = Files.list(bundle)) {
          for (Path file : files.toList()) {
            Files.copy(file, place.resolve(file.getFileName()));
          }
        }
      }
      return version;
    } catch (BundleException e) {
      throw new IOException(e);
    }
  }

  /** Returns how many versions are in the store. */
  long versions() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(Files::isDirectory).count();
    }
  }

  @Override
  public void shadow(ModelVersion version, String run, String why) {
    enter();
    if (!shadows.contains(version)) {
      shadows.add(version);
      commands.add("SHADOW " + version.version() + " by " + run);
    }
    leave();
  }

  @Override
  public void retire(ModelVersion version, String run, String why) {
    enter();
    if (shadows.remove(version)) {
      commands.add("RETIRE " + version.version() + " by " + run);
    }
    leave();
  }

  @Override
  public void promote(ModelVersion version, ModelVersion champion, String run, String why)
      throws RefusedChangeException {
    enter();
    if (canary != null) {
      Assignment now = Assignment.none("cards");
      for (Change change :
          List.of(Change.promote(active), Change.canary(canary, 0.1), Change.promote(version))) {
        now = change.applyTo(now, 0);
      }
    }
    if (!active.equals(champion)) {
      throw new IllegalStateException("A promotion is asked for once, against the champion");
    }
    active = version;
    shadows.remove(version);
    shadows.add(champion);
    commands.add("PROMOTE " + version.version() + " by " + run);
    leave();
  }

  @Override
  public void keepBeside(ModelVersion version, String name, byte[] bytes) throws IOException {
    enter();
    Files.write(directory.resolve(version.version() + "." + name), bytes);
    leave();
  }

  @Override
  public byte @Nullable [] beside(ModelVersion version, String name) throws IOException {
    Path file = directory.resolve(version.version() + "." + name);
    return Files.exists(file) ? Files.readAllBytes(file) : null;
  }
}
