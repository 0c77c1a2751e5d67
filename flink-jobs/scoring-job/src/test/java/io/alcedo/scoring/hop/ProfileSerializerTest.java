package io.alcedo.scoring.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.profile.Profile;
import io.alcedo.jobs.SerializerChecks;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.event.TransactionEvent;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProfileSerializerTest {
  private final ProfileSerializer serializer = ProfileSerializer.INSTANCE;
  private final EntityPlan card = TestEvents.PLAN.compileEntity(0);

  @Test
  void wrapsTheBytesOfTheCodecInVersionAndLength() throws IOException {
    String frozen = "0103aabbcc";

    assertThat(SerializerChecks.read(serializer, frozen).encoded())
        .asHexString()
        .isEqualTo("AABBCC");
    assertThat(SerializerChecks.hex(serializer, SerializerChecks.read(serializer, frozen)))
        .isEqualTo(frozen);
    assertThatThrownBy(() -> SerializerChecks.read(serializer, "02" + frozen.substring(2)))
        .isInstanceOf(IOException.class);
    assertThat(SerializerChecks.takesOver(serializer, serializer)).isTrue();
  }

  @Test
  void copiesAProfileThatChangesNoMoreWithIt() throws IOException {
    Profile live = card.newProfile();
    StoredProfile stored = StoredProfile.live(live, card.codec());
    record(live, "a", 0);
    String before = SerializerChecks.hex(serializer, stored);

    StoredProfile copy = serializer.copy(stored);
    record(live, "b", 1);

    assertThat(SerializerChecks.hex(serializer, copy)).isEqualTo(before);
    assertThat(SerializerChecks.hex(serializer, stored)).isNotEqualTo(before);
  }

  @Test
  void decodesRestoredBytesWhenTheyAreFirstTouched() throws IOException {
    Profile live = card.newProfile();
    record(live, "a", 0);
    String hex = SerializerChecks.hex(serializer, StoredProfile.live(live, card.codec()));

    StoredProfile restored = SerializerChecks.read(serializer, hex);
    Profile decoded = restored.profile(card.codec());
    assertThat(restored.profile(card.codec())).isSameAs(decoded);
    record(decoded, "b", 1);

    record(live, "b", 1);
    assertThat(SerializerChecks.hex(serializer, restored))
        .isEqualTo(SerializerChecks.hex(serializer, StoredProfile.live(live, card.codec())));
  }

  private void record(Profile profile, String id, int minute) {
    TransactionEvent event = TestEvents.transaction(id, "c", "t", minute);
    card.transaction(profile, event.idHash(), event.row(), null);
  }
}
