package io.alcedo.operations.settings;

/** Writes the reference page of all settings, in Markdown, from the catalogue. Stateless. */
public final class ConfigurationReference {
  private static final String HEAD =
      """
      # Configuration

      All settings of both jobs, generated from the code. A configuration is one YAML file, with a \
      section for each heading below; `alcedo score --config alcedo.yaml` reads it, and so does \
      `alcedo learn`. Only the settings marked *required* must be stated:

      ```yaml
      kafka:
        bootstrap_servers: broker-1:9092
      privacy:
        keyset_file: keyset.json
      model:
        bundle: models/card-fraud-1
      ```

      Durations are a whole number and `ms`, `s`, `m`, `h` or `d`; sizes a whole number and `B`, \
      `KiB`, `MiB` or `GiB`; lists are YAML lists, or words with commas between. \
      `${env:NAME}` in a value stands for an environment variable. An unknown setting or a wrong \
      value stops the start, and all problems are listed with their lines.
      """;

  private ConfigurationReference() {}

  /** Returns the page. */
  public static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    String section = "";
    for (Setting<?> setting : Settings.ALL) {
      if (!setting.section().equals(section)) {
        section = setting.section();
        page.append("\n## ").append(section).append("\n\n");
        page.append("| setting | type | default | example | what it does |\n");
        page.append("|---|---|---|---|---|\n");
      }
      page.append(row(setting));
    }
    return page.toString();
  }

  private static String row(Setting<?> setting) {
    String name = setting.name().substring(setting.section().length() + 1);
    String example = setting.example();
    return "| `%s` | %s | %s | `%s` | %s |%n"
        .formatted(name, setting.type().name(), shownDefault(setting), example, setting.doc())
        .replace(System.lineSeparator(), "\n");
  }

  private static String shownDefault(Setting<?> setting) {
    if (setting.required()) {
      return "*required*";
    }
    String text = setting.defaultText();
    return text == null || text.isEmpty() ? "none" : "`" + text + "`";
  }
}
