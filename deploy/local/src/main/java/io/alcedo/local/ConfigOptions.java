package io.alcedo.local;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that name the file of the configuration, and settings that hold instead of it. */
public final class ConfigOptions {
  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration; docs/configuration.md lists all settings.")
  private Path file = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A setting that holds instead of the file's; 'NAME=' takes the file's back. Can be given"
              + " more than once.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** Returns the configuration's file. */
  public Path file() {
    return file;
  }

  /**
   * Reads the configuration.
   *
   * @param others settings by name that options of the command stand for; they hold instead of both
   * @throws ConfigException with all problems
   * @throws CommandFailure where there is no file that can be read
   */
  public AlcedoConfig read(Map<String, String> others) throws ConfigException {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(others);
    try {
      return AlcedoConfig.read(file, all);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCodes.REFUSED, "the configuration is a file that can be read: --config=" + file);
    }
  }
}
