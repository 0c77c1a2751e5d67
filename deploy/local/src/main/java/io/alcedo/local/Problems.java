package io.alcedo.local;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.model.KeyFileException;
import io.alcedo.model.SigningKey;
import io.alcedo.privacy.PersonalDataSearch;
import io.alcedo.privacy.RejectedException;
import io.alcedo.schema.csv.CsvMapping;
import io.alcedo.schema.csv.CsvMappingException;
import io.alcedo.schema.csv.TransactionCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is wrong with a command's values, so that a person hears of everything at once. One
 * thread only.
 *
 * <pre>{@code
 * Problems problems = new Problems();
 * problems.readable("--transactions", file);
 * problems.unless(rate > 0, "--rate is above 0: rate=" + rate);
 * problems.refuse();
 * }</pre>
 */
public final class Problems {
  private final List<String> messages = new ArrayList<>();

  /** Creates a list without problems. */
  public Problems() {}

  /** Notes a problem. */
  public void add(@Nullable String message) {
    messages.add(String.valueOf(message));
  }

  /** Notes a problem unless the rule, with which the message begins, is kept. */
  public void unless(boolean kept, String message) {
    if (!kept) {
      add(message);
    }
  }

  /** Notes where a text that is kept holds personal data; the text itself is not told. */
  public void personalData(String option, String text) {
    try {
      PersonalDataSearch.check(option, text);
    } catch (RejectedException e) {
      add(e.getMessage());
    }
  }

  /** Notes where an option's file is none that can be read. */
  public void readable(String option, Path file) {
    unless(
        Files.isRegularFile(file) && Files.isReadable(file),
        option + " is a file that can be read: value=" + file);
  }

  /** Notes where a file cannot be written: its directory is missing or not writable. */
  public void writable(String option, Path file) {
    Path directory = file.toAbsolutePath().getParent();
    unless(
        !Files.isDirectory(file)
            && directory != null
            && Files.isDirectory(directory)
            && Files.isWritable(directory),
        option + " is a file in a directory that can be written to: value=" + file);
  }

  /**
   * Notes what is wrong with a transactions file and its mapping, the columns that the file lacks
   * among it.
   */
  public void transactions(Path file, String mapping) {
    readable("--transactions", file);
    CsvMapping read;
    try {
      read = CsvMapping.named(mapping);
    } catch (CsvMappingException e) {
      add("--mapping: " + e.getMessage());
      return;
    }
    if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
      return;
    }
    try (TransactionCsv csv = TransactionCsv.open(file, read)) {
      unless(csv.hasNext(), "--transactions holds at least one row: value=" + file);
    } catch (IOException | IllegalArgumentException e) {
      add("--transactions: " + e.getMessage());
    }
  }

  /** Returns the plan of a feature set, or null after noting what is wrong with it. */
  public @Nullable FeaturePlan featureSet(String nameOrPath) {
    FeatureSet set = featureSetText(nameOrPath);
    return set == null ? null : FeaturePlans.of(set);
  }

  /** Returns a feature set with its text, or null after noting what is wrong with it. */
  public @Nullable FeatureSet featureSetText(String nameOrPath) {
    try {
      return FeaturePlans.set(nameOrPath);
    } catch (CommandFailure e) {
      add("--feature-set: " + e.getMessage());
      return null;
    }
  }

  /** Returns the signing key of an option's file, or null after noting what is wrong with it. */
  public @Nullable SigningKey signingKey(String option, Path file) {
    try {
      return SigningKey.read(file);
    } catch (KeyFileException e) {
      add(option + ": " + e.getMessage());
      return null;
    }
  }

  /**
   * Does nothing where no problem was noted.
   *
   * @throws CommandFailure with all problems and {@link ExitCodes#REFUSED}
   */
  public void refuse() {
    if (messages.size() == 1) {
      throw new CommandFailure(ExitCodes.REFUSED, messages.get(0));
    }
    if (!messages.isEmpty()) {
      throw new CommandFailure(
          ExitCodes.REFUSED,
          messages.size() + " problems:\n  " + String.join("\n  ", messages).strip());
    }
  }
}
