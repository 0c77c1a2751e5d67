package io.alcedo.retraining.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.training.gate.GateLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills writers at each of their calls, on a file system that does not replace by renaming. */
class RunFilesTest {
  private static final int CALLS = 5;
  private static final GateLedger FIRST = GateLedger.EMPTY.opened("run-1", "a", "b", 0.01);
  private static final GateLedger SECOND = FIRST.abandoned("run-1");

  @TempDir private Path directory;

  private RunFiles files;

  @BeforeEach
  void open() {
    KillingFiles.killAt(Integer.MAX_VALUE);
    files =
        new RunFiles(
            new org.apache.flink.core.fs.Path(KillingFiles.SCHEME + ":" + directory.toString()));
  }

  @Test
  void aLedgerIsTheLastOrTheNextWhereverItsWriterIsKilled() throws Exception {
    for (int call = 1; call <= CALLS; call++) {
      files.writeLedger(FIRST);
      KillingFiles.killAt(call);
      assertThatThrownBy(() -> files.writeLedger(SECOND)).isInstanceOf(IOException.class);
      KillingFiles.killAt(Integer.MAX_VALUE);

      assertThat(files.readLedger()).as("call %s", call).isIn(FIRST, SECOND);
      files.writeLedger(SECOND);
      assertThat(files.readLedger()).as("call %s", call).isEqualTo(SECOND);
    }
    KillingFiles.killAt(CALLS + 1);
    files.writeLedger(FIRST);
    assertThat(files.readLedger()).isEqualTo(FIRST);
  }

  @Test
  void aDraftIsNoFile() throws Exception {
    Files.createDirectories(directory.resolve("run-1"));
    Files.write(
        directory.resolve("run-1").resolve(".plan.json.tmp"), "{".getBytes(StandardCharsets.UTF_8));

    assertThat(files.exists("run-1", RunStep.PLAN)).isFalse();
    assertThat(files.read("run-1", RunStep.PLAN)).isNull();
    assertThat(files.ids()).isEmpty();
  }
}
