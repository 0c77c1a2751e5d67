package io.alcedo.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "60s, PT60S",
    "2m, PT2M",
    "2min, PT2M",
    "3h, PT3H",
    "7d, P7D",
    "PT90S, PT90S",
    "' 5S ', PT5S"
  })
  void readsDurationsAsPeopleWriteThem(String text, Duration duration) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "60", "s", "1.5s", "60 seconds", "-"})
  void refusesOthersWithTheRule(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("A duration is a number with ms, s, m, h or d, such as 60s");
  }
}
