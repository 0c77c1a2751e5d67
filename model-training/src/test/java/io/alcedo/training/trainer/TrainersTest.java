package io.alcedo.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainersTest {
  @Test
  void findsWhatAPartnersJarLists() {
    Trainers trainers = Trainers.onClassPath();

    assertThat(trainers.named("partner")).isInstanceOf(PartnerProvider.class);
    assertThat(trainers.all()).contains(trainers.named("partner"));
  }

  @Test
  void anUnknownNameGetsAllNamesAndTheNearest() {
    Trainers trainers = Trainers.of(List.of(new PartnerProvider()));

    assertThatThrownBy(() -> trainers.named("partnr"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A trainer is one of partner: name=partnr; did you mean 'partner'?");
    assertThatThrownBy(() -> trainers.named("forest"))
        .hasMessage("A trainer is one of partner: name=forest");
  }

  @Test
  void aNameStandsForOneProvider() {
    assertThatThrownBy(() -> Trainers.of(List.of(new PartnerProvider(), new PartnerProvider())))
        .hasMessageContaining("A trainer's name stands for one provider: name=partner");
  }

  @Test
  void aNameIsLowerCase() {
    TrainerProvider shouting =
        new PartnerProvider() {
          @Override
          public String name() {
            return "Partner";
          }
        };

    assertThatThrownBy(() -> Trainers.of(List.of(shouting)))
        .hasMessageStartingWith("A trainer's name is lower-case letters and digits: name=Partner");
  }
}
