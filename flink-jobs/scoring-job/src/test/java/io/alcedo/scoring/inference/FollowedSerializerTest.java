package io.alcedo.scoring.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.jobs.SerializerChecks;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowedSerializerTest {
  private static final String FOLLOWED_1 =
      "01010466616b6505010132086469676573742d32010135086469676573742d353fd000000000000001"
          + "0133086469676573742d33010131086469676573742d31d00f0000000000000003e801"
          + "0466616b6506010134086469676573742d3400000000000000000000"
          + "00d00f00";

  private final FollowedSerializer serializer = FollowedSerializer.INSTANCE;

  /** Bytes of release 0.1; they stay readable, so they are never changed, only added to. */
  @Test
  void readsTheBytesOfEveryReleaseAndWritesThoseOfThisOne() throws IOException {
    Followed followed =
        new Followed(
            FakeModel.roster(5, "2", "5", 0.25, List.of("3"), "1"),
            1_000,
            FakeModel.roster(6, "4"));
    assertThat(SerializerChecks.hex(serializer, followed)).isEqualTo(FOLLOWED_1);
    assertThat(SerializerChecks.read(serializer, FOLLOWED_1)).isEqualTo(followed);
    SerializerChecks.roundTrip(serializer, followed);
    assertThat(SerializerChecks.takesOver(serializer, serializer)).isTrue();
  }

  @Test
  void refusesAnotherVersion() {
    assertThatThrownBy(() -> SerializerChecks.read(serializer, "02" + FOLLOWED_1.substring(2)))
        .isInstanceOf(IOException.class);
  }
}
