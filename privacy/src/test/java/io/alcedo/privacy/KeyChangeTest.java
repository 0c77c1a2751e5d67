package io.alcedo.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.privacy.KeyRotation.State;
import io.alcedo.privacy.KeysetException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyChangeTest {
  private static final String FIRST = "44332211";
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(60);
  private static final Instant TAKEOVER = START.plus(LENGTH);
  private static final Duration GRACE = Duration.ofDays(1);

  @TempDir Path directory;

  @Test
  void aNewKeyStandsBesideTheOldOneUntilItTakesOver() throws Exception {
    Keyset rotating = KeyChange.begin(TestKeys.keyset(), START, LENGTH);

    KeyRotation rotation = rotation(rotating);
    String next = rotation.to();
    assertThat(rotation)
        .isEqualTo(
            new KeyRotation(FIRST, next, State.RUNNING, START, TAKEOVER, FIRST, FIRST, next));
    assertThat(rotation.keyAt(TAKEOVER.minusMillis(1))).isEqualTo(FIRST);
    assertThat(rotation.keyAt(TAKEOVER)).isEqualTo(next);
    assertThat(rotation.suffix(FIRST)).isEmpty();
    assertThat(rotation.suffix(next)).isEqualTo("-" + next);
    assertThat(ids(rotating)).containsExactly(FIRST, next);
    assertThat(Pseudonymiser.of(rotating).token("d", "t", "v"))
        .as("what asks for the primary key, and not for one at a time, has the old one")
        .isEqualTo(TestKeys.pseudonymiser().token("d", "t", "v"));
    assertThat(Pseudonymiser.keyOf(Pseudonymiser.of(rotating, next).token("d", "t", "v")))
        .isEqualTo(next);
  }

  @Test
  void oneRotationRunsAtATimeAndEndsInItsTime() throws Exception {
    Keyset rotating = KeyChange.begin(TestKeys.keyset(), START, LENGTH);
    Instant end = TAKEOVER.plus(GRACE);

    refused(Code.ROTATING, () -> KeyChange.begin(rotating, TAKEOVER.plus(LENGTH), LENGTH));
    refused(Code.TOO_EARLY, () -> KeyChange.retire(rotating, end.minusMillis(1), GRACE));
    refused(Code.NOT_ROTATING, () -> KeyChange.retire(TestKeys.keyset(), end, GRACE));
    Keyset retired = KeyChange.retire(rotating, end, GRACE);

    String next = rotation(rotating).to();
    assertThat(ids(retired)).containsExactly(next);
    assertThat(rotation(retired)).isEqualTo(rotation(rotating).ended());
    assertThat(rotation(retired).keyAt(START)).as("it is all there is").isEqualTo(next);
    refused(Code.NOT_ROTATING, () -> KeyChange.retire(retired, end, GRACE));
    refused(Code.NOT_ROTATING, () -> KeyChange.cancel(retired, end));

    KeyRotation second = rotation(KeyChange.begin(retired, end, LENGTH));
    assertThat(List.of(second.from(), second.unnamedKey(), second.rememberedFrom()))
        .containsExactly(next, FIRST, next);
    assertThat(second.suffix(second.from())).isEqualTo("-" + next);
  }

  @Test
  void aStoppedKeyIsGoneAtOnceAndWhatOnlyRemembersTokensIsKept() throws Exception {
    Keyset stopped = KeyChange.stop(TestKeys.keyset(), START);

    KeyRotation rotation = rotation(stopped);
    assertThat(ids(stopped)).containsExactly(rotation.to()).doesNotContain(FIRST);
    assertThat(rotation)
        .isEqualTo(
            new KeyRotation(FIRST, rotation.to(), State.ENDED, START, START, FIRST, FIRST, FIRST));

    Keyset again = KeyChange.stop(stopped, START.plusSeconds(1));
    assertThat(ids(again)).containsExactly(rotation(again).to());
    assertThat(rotation(again).rememberedTo()).isEqualTo(FIRST);
  }

  @Test
  void aKeyThatIsStoppedDuringARotationGivesWayToTheNewOne() throws Exception {
    Keyset rotating = KeyChange.begin(TestKeys.keyset(), START, LENGTH);
    String next = rotation(rotating).to();

    Keyset before = KeyChange.stop(rotating, TAKEOVER.minusMillis(1));
    assertThat(ids(before)).containsExactly(next);
    assertThat(rotation(before))
        .isEqualTo(
            new KeyRotation(
                FIRST, next, State.ENDED, START, TAKEOVER.minusMillis(1), FIRST, FIRST, FIRST));
    assertThat(rotation(KeyChange.stop(rotating, START.minusSeconds(1))).to()).isEqualTo(next);

    Keyset after = KeyChange.stop(rotating, TAKEOVER);
    assertThat(ids(after)).hasSize(1).doesNotContain(FIRST, next);
    assertThat(rotation(after).from()).isEqualTo(next);
    assertThat(rotation(after).rememberedTo()).isEqualTo(next);
  }

  @Test
  void aRotationIsGivenUpBeforeItsTakeover() throws Exception {
    Keyset rotating = KeyChange.begin(TestKeys.keyset(), START, LENGTH);

    refused(Code.NOT_ROTATING, () -> KeyChange.cancel(rotating, TAKEOVER));
    Keyset given = KeyChange.cancel(rotating, TAKEOVER.minusMillis(1));

    assertThat(ids(given)).containsExactly(FIRST);
    KeyRotation rotation = rotation(given);
    assertThat(rotation.keyAt(START)).isEqualTo(FIRST);
    assertThat(rotation.suffix(rotation.to())).isEmpty();
    assertThat(rotation.suffix(rotation.rememberedTo())).isEmpty();
    KeyRotation anew = rotation(KeyChange.begin(given, START, LENGTH));
    assertThat(anew.from()).isEqualTo(FIRST);
    assertThat(anew.rememberedFrom()).isEqualTo(FIRST);
  }

  @Test
  void aFileIsChangedAtOnceAndByOneAtATime() throws Exception {
    Path file = directory.resolve("keyset.json");
    KeysetSource.create(file);
    String before = Files.readString(file);
    Path draft = Files.createFile(directory.resolve(".keyset.json.draft"));

    refused(Code.BUSY, () -> KeysetSource.change(file, keyset -> keyset));
    assertThat(draft).as("another one's").exists();
    Files.delete(draft);
    refused(
        Code.NOT_ROTATING,
        () -> KeysetSource.change(file, keyset -> KeyChange.retire(keyset, START, GRACE)));
    assertThat(file).hasContent(before);

    Keyset changed = KeysetSource.change(file, keyset -> KeyChange.begin(keyset, START, LENGTH));

    Keyset read = KeysetSource.file(file).load();
    assertThat(read.inspect()).isEqualTo(changed.inspect()).hasSize(2);
    assertThat(read.rotation()).isEqualTo(changed.rotation()).isNotNull();
    assertThat(Pseudonymiser.of(read, rotation(read).to()).token("d", "t", "v"))
        .isEqualTo(Pseudonymiser.of(changed, rotation(read).to()).token("d", "t", "v"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryNotContaining("glob:**draft");
  }

  @Test
  void refusesARotationThatDoesNotFitTheKeys() throws Exception {
    Path file = directory.resolve("keyset.json");
    KeysetSource.create(file);
    KeysetSource.change(file, keyset -> KeyChange.begin(keyset, START, LENGTH));
    String text = Files.readString(file);
    String to = rotation(KeysetSource.file(file).load()).to();

    refused(Code.NO_SUCH_KEY, () -> Keyset.parse(text.replace(to, "0badcafe"), "here"));
    refused(Code.NO_SUCH_KEY, () -> Keyset.parse(text.replace("RUNNING", "ENDED"), "here"));
    refused(Code.MALFORMED, () -> Keyset.parse(text.replace("RUNNING", "RESTING"), "here"));
    refused(Code.MALFORMED, () -> Keyset.parse(text.replace("startedAt", "began"), "here"));
    refused(Code.MALFORMED, () -> Keyset.parse(text.replace("2026-03", "2026-13"), "here"));
    refused(Code.NO_SUCH_KEY, () -> Pseudonymiser.of(TestKeys.keyset(), to));
  }

  private static List<String> ids(Keyset keyset) {
    return keyset.inspect().stream().map(Keyset.KeyInfo::id).toList();
  }

  private static KeyRotation rotation(Keyset keyset) {
    KeyRotation rotation = keyset.rotation();
    assertThat(rotation).isNotNull();
    return rotation;
  }

  private static void refused(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(KeysetException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
