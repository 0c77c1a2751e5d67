package io.alcedo.local.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.AlcedoCommand;
import io.alcedo.local.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LearnCommandTest {
  @TempDir private Path directory;

  @Test
  void theOptionForApprovalHoldsInsteadOfTheSetting() throws IOException {
    Path file = directory.resolve("alcedo.yaml");
    Files.write(file, List.of("learning:", "  require_approval: perhaps"));

    assertThat(refusal("--config=" + file)).contains("learning.require_approval");
    assertThat(refusal("--config=" + file, "--require-approval"))
        .contains("kafka.bootstrap_servers")
        .doesNotContain("learning.require_approval");
  }

  private static String refusal(String... options) {
    StringWriter err = new StringWriter();
    CommandLine line = AlcedoCommand.commandLine();
    line.setErr(new PrintWriter(err, true));
    int code =
        line.execute(Stream.concat(Stream.of("learn"), Stream.of(options)).toArray(String[]::new));
    assertThat(code).as(err.toString()).isEqualTo(ExitCodes.REFUSED);
    return err.toString();
  }
}
