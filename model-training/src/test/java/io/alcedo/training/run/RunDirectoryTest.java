package io.alcedo.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00.250Z");
  private static final CodeVersion CODE = new CodeVersion("1.0", "c0de");

  @TempDir private Path directory;

  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  @Test
  void aRecordComesBackAsItWasAdded() throws IOException {
    RunDirectory runs = new RunDirectory(directory.resolve("not/yet/there"));
    RunDraft draft = draft("gbdt", 17).parent("v0").bundle("card-fraud", "v1", "beef");
    now.set(START.plusMillis(2_500));

    RunRecord added = runs.append(draft.finish());

    assertThat(runs.list()).containsExactly(added);
    assertThat(added.duration()).isEqualTo(Duration.ofMillis(2_500));
    assertThat(added.id()).matches("20260301T120000250Z-[0-9a-f]{8}");
    assertThat(added.metrics().get("logLoss")).isNaN();
    assertThat(added.bundle()).isEqualTo(new RunRecord.Bundle("card-fraud", "v1", "beef"));
    assertThat(added.threads()).isEqualTo(2);
  }

  @Test
  void nothingIsEverReplacedAndNoDraftStays() throws IOException {
    RunDirectory runs = new RunDirectory(directory);
    RunRecord first = runs.append(draft("gbdt", 17).finish());
    byte[] bytes = Files.readAllBytes(directory.resolve(first.id() + ".json"));
    RunRecord second = runs.append(draft("gbdt", 17).finish());
    RunRecord third = runs.append(draft("gbdt", 17).finish());

    assertThat(second.id()).isEqualTo(first.id() + "-2");
    assertThat(third.id()).isEqualTo(first.id() + "-3");
    assertThat(Files.readAllBytes(directory.resolve(first.id() + ".json"))).isEqualTo(bytes);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(3).allMatch(file -> file.toString().endsWith(".json"));
    }
  }

  @Test
  void recordsAddedAtOnceAllStay() throws Exception {
    int adding = 4;
    RunRecord run = draft("gbdt", 17).finish();
    ExecutorService threads = Executors.newFixedThreadPool(adding);
    try {
      for (int round = 0; round < 40; round++) {
        Path place = directory.resolve("round-" + round);
        CyclicBarrier start = new CyclicBarrier(adding);
        List<Future<RunRecord>> added = new ArrayList<>();
        for (int i = 0; i < adding; i++) {
          added.add(
              threads.submit(
                  () -> {
                    start.await();
                    return new RunDirectory(place).append(run);
                  }));
        }
        List<RunRecord> returned = new ArrayList<>();
        for (Future<RunRecord> one : added) {
          returned.add(one.get());
        }

        assertThat(new RunDirectory(place).list())
            .hasSize(adding)
            .containsExactlyInAnyOrderElementsOf(returned);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theEndOfAnIdTellsRunsThatMustAgree() {
    String same = end(draft("gbdt", 17).finish());
    now.set(START.plusSeconds(60));

    assertThat(end(draft("gbdt", 17).finish())).isEqualTo(same);
    assertThat(end(draft("gbdt", 18).finish())).isNotEqualTo(same);
    assertThat(end(draft("neural", 17).finish())).isNotEqualTo(same);
    assertThat(end(draft("gbdt", 17).data("more", "ab").finish())).isNotEqualTo(same);
    assertThat(end(draft("gbdt", 17).labelDelay("1 day").finish())).isNotEqualTo(same);
  }

  @Test
  void runsAreFoundByAnyUniquePartOfTheirId() throws IOException {
    RunDirectory runs = new RunDirectory(directory);
    RunRecord first = runs.append(draft("gbdt", 17).finish());
    now.set(START.plusSeconds(1));
    RunRecord second = runs.append(draft("neural", 17).finish());

    assertThat(runs.list()).containsExactly(first, second);
    assertThat(runs.matching(first.id())).containsExactly(first);
    assertThat(runs.matching("20260301T120001")).containsExactly(second);
    assertThat(runs.matching(end(first))).containsExactly(first);
    assertThat(runs.matching("2026")).containsExactly(first, second);
    assertThat(runs.matching("1999")).isEmpty();
  }

  @Test
  void aFileThatIsNoRecordIsNamed() throws IOException {
    Files.writeString(directory.resolve("20260301T1.json"), "{\"id\": \"x\"}");

    assertThatThrownBy(() -> new RunDirectory(directory).list())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("20260301T1.json")
        .hasMessageContaining("data");
  }

  @Test
  void anIdCannotLeaveTheDirectory() {
    RunRecord run = draft("gbdt", 17).finish();

    assertThatThrownBy(() -> run.withId("../elsewhere"))
        .hasMessage("A run's id is letters, digits and dashes: id=../elsewhere");
  }

  @Test
  void aComparisonShowsWhatDiffersAndAllThatWasMeasured() {
    RunRecord first = draft("gbdt", 17).finish();
    RunRecord second = draft("gbdt", 18).metrics(Map.of("more", 3.0)).finish();

    RunComparison comparison = RunComparison.of(List.of(first, second));

    assertThat(comparison.ids()).containsExactly(first.id(), second.id());
    assertThat(comparison.causes())
        .containsExactly(new RunComparison.Line("seed", List.of("17", "18")));
    assertThat(comparison.metrics())
        .containsExactly(
            new RunComparison.Line("auc", List.of("0.9", "0.9")),
            new RunComparison.Line("logLoss", List.of("NaN", "NaN")),
            new RunComparison.Line("more", List.of("", "3.0")));
  }

  private RunDraft draft(String trainer, long seed) {
    return RunDraft.start("train", trainer, Map.of("trees", "40"), seed, CODE, now::get)
        .data("history.csv", "abcd")
        .window(START, START.plusSeconds(1))
        .labelDelay("7 days")
        .threads(2)
        .metrics(Map.of("auc", 0.9, "logLoss", Double.NaN));
  }

  private static String end(RunRecord run) {
    return run.id().substring(run.id().lastIndexOf('-') + 1);
  }
}
