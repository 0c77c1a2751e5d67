package io.alcedo.features.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {
  private static final List<String> RIGHT = List.of("window", "where", "by", "merchantId");

  @Test
  void findsTheWordOfTheFewestEdits() {
    assertThat(NearestWord.of("windwo", RIGHT)).isEqualTo("window");
    assertThat(NearestWord.of("wher", RIGHT)).isEqualTo("where");
    assertThat(NearestWord.of("yb", RIGHT)).isEqualTo("by");
  }

  @Test
  void looksPastCaseAndUnderscores() {
    assertThat(NearestWord.of("merchant_id", RIGHT)).isEqualTo("merchantId");
  }

  @Test
  void findsTheWordThatTheGivenOneIsAPartOf() {
    assertThat(NearestWord.of("merchant", RIGHT)).isEqualTo("merchantId");
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertThat(NearestWord.of("quantity", RIGHT)).isNull();
    assertThat(NearestWord.advice("quantity", RIGHT))
        .isEqualTo("; it is one of window, where, by, merchantId");
  }
}
