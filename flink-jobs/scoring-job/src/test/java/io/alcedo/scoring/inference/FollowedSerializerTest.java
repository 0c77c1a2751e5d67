package io.alcedo.scoring.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.scoring.SerializerChecks;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowedSerializerTest {
  private static final String FOLLOWED_1 =
      "01010466616b6505010132086469676573742d3201013508646967657374"
          + "2d353fd0000000000000010133086469676573742d33010131086469676573742d31d00f00"
          + "00000000000003e8";

  private final FollowedSerializer serializer = FollowedSerializer.INSTANCE;

  /** Bytes of release 0.1; they stay readable, so they are never changed, only added to. */
  @Test
  void readsTheBytesOfEveryReleaseAndWritesThoseOfThisOne() throws IOException {
    Followed followed = new Followed(FakeModel.roster(5, "2", "5", 0.25, List.of("3"), "1"), 1_000);
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
