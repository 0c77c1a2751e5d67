package io.alcedo.local;

import io.alcedo.model.NativeLibraries;
import io.alcedo.training.neural.Torch;
import java.io.IOException;
import java.nio.file.Path;

/** The entry of the {@code alcedo} command. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) throws IOException {
    String cache = System.getProperty("alcedo.cache");
    if (cache != null) {
      NativeLibraries.prepare(Path.of(cache));
      Torch.unpackBelow(Path.of(cache));
    }
    System.exit(AlcedoCommand.commandLine().execute(args));
  }
}
