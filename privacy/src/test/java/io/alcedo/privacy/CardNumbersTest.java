package io.alcedo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "411111 1111111111",
        "order 4111111111111111 paid",
        "x4111111111111111x",
        "2026-11-23 4111 1111 1111 1111",
        "deadbeefdeadbeefdead4111-1111-1111-1111",
        "378282246310005",
        "3782 822463 10005",
        "30569309025904",
        "5555555555554444",
        "2223003122003222",
        "6011111111111117",
        "6304000000000000",
        "３７８２８２２４６３１０００５",
        "id=12;card=4222222222222",
        "4111-1111-1111-1111-1111-1111",
      })
  void findsCardNumbersInTexts(String text) {
    assertThat(CardNumbers.in(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "T-1",
        "4111111111111112",
        "1732380000000",
        "1732380000000000000",
        "20261123184512345",
        "411111111111",
        "4111x1111x1111x1111",
        "4111--1111--1111--1111",
        "00000000000000000000004111111111111111",
      })
  void leavesOtherTextsAlone(String text) {
    assertThat(CardNumbers.in(text)).isFalse();
  }

  @Test
  void leavesIdsOfCommonShapesAlone() {
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      UUID uuid = new UUID(random.nextLong(), random.nextLong());
      assertThat(CardNumbers.in(uuid.toString())).isFalse();
    }
    for (int i = 0; i < 50_000; i++) {
      String hex = String.format("%016x%016x", random.nextLong(), random.nextLong());
      assertThat(CardNumbers.in(hex)).as(hex).isFalse();
      assertThat(CardNumbers.in("tx-" + hex)).as(hex).isFalse();
    }
  }

  @Test
  void digitsBesideAUuidAreStillSeen() {
    assertThat(CardNumbers.in("41111111-1111-1111-1111-111111111111")).isFalse();
    assertThat(CardNumbers.in("41111111-1111-1111-abcd-111111111111 4111111111111111")).isTrue();
  }

  @Test
  void looksAtNumbersAsAtTheirDigits() {
    Random random = new Random(5);
    int seen = 0;
    for (int i = 0; i < 50_000; i++) {
      long value = 1_000_000_000_000L + (random.nextLong() >>> 1 >>> random.nextInt(22));
      boolean looks = CardNumbers.looksLike(value);
      seen += looks ? 1 : 0;
      assertThat(looks).as("%d", value).isEqualTo(CardNumbers.in(Long.toString(value)));
    }
    assertThat(seen).isPositive();
    assertThat(CardNumbers.looksLike(4111111111111111L)).isTrue();
    assertThat(CardNumbers.looksLike(-4111111111111111L)).isFalse();
  }

  @Test
  void luhnFindsEverySingleWrongDigit() {
    byte[] card = "4539578763621486".getBytes(StandardCharsets.US_ASCII);
    assertThat(CardNumbers.luhn(card, 0, card.length)).isTrue();
    for (int i = 0; i < card.length; i++) {
      byte right = card[i];
      for (byte digit = '0'; digit <= '9'; digit++) {
        card[i] = digit;
        assertThat(CardNumbers.luhn(card, 0, card.length)).isEqualTo(digit == right);
      }
      card[i] = right;
    }
  }
}
