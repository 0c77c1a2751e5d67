package io.alcedo.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymiserTest {
  private final Pseudonymiser pseudonymiser = TestKeys.pseudonymiser();

  @Test
  void tokensAreTheKeyIdAndTheFirstHalfOfTheHmac() throws Exception {
    for (String value : List.of("4111111111111111", "", "zoë@example.org", "x".repeat(300))) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(TestKeys.KEY, "HmacSHA256"));
      byte[] whole = mac.doFinal(("acme|cardNumber|" + value).getBytes(StandardCharsets.UTF_8));
      String half =
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, 16));

      assertThat(pseudonymiser.token("cardNumber", "acme", value)).isEqualTo("44332211." + half);
    }
  }

  /**
   * One maker, so that nothing of a value may remain for the next one; keys as long as a block of
   * the digest, and longer ones, which are digested first.
   */
  @ParameterizedTest
  @ValueSource(ints = {32, 63, 64, 65, 127})
  void tokensAreThoseOfTinksFunction(int keyBytes) throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] key = new byte[keyBytes];
    random.nextBytes(key);
    Prf prf =
        TinkJsonProtoKeysetFormat.parseKeyset(TestKeys.json(3, key), InsecureSecretKeyAccess.get())
            .getPrimitive(PrfSet.class)
            .getPrfs()
            .get(0x44332211);
    TokenMaker maker = Pseudonymiser.of(Keyset.parse(TestKeys.json(3, key), "test")).maker();
    for (int i = 0; i < 500; i++) {
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      int from = random.nextInt(message.length + 1);
      String half =
          Base64.getUrlEncoder().withoutPadding().encodeToString(prf.compute(message, 16));

      StartedHmac begun = maker.begin(Arrays.copyOf(message, from));
      for (int twice = 0; twice < 2; twice++) {
        assertThat(maker.token(begun, message, from, message.length))
            .as("seed %d", seed)
            .asString(StandardCharsets.US_ASCII)
            .isEqualTo("44332211." + half);
      }
    }
  }

  @Test
  void aTokenNeverChanges() {
    assertThat(pseudonymiser.token("cardNumber", "acme", "4111111111111111"))
        .isEqualTo("44332211.4LINfI6a8EaDeMXMfynNIA");
  }

  @Test
  void tenantsDomainsAndValuesAreKeptApart() {
    Set<String> tokens = new HashSet<>();
    for (String tenant : List.of("a", "b", "ab")) {
      for (String domain : List.of("a", "b", "ab")) {
        for (String value : List.of("v", "w", "a|v")) {
          tokens.add(pseudonymiser.token(domain, tenant, value));
        }
      }
    }
    assertThat(tokens).hasSize(27).allSatisfy(t -> assertThat(t).hasSize(31));
    assertThatThrownBy(() -> pseudonymiser.token("a|b", "c", "v"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pseudonymiser.token("a", "b|c", "v"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCardHasOneTokenHoweverItIsWritten() {
    String token = pseudonymiser.cardToken("acme", "4111111111111111");

    assertThat(token).isEqualTo(pseudonymiser.token("cardNumber", "acme", "4111111111111111"));
    assertThat(pseudonymiser.cardToken("acme", " 4111-1111 1111-1111 ")).isEqualTo(token);
    assertThat(pseudonymiser.cardTokens("acme", "4111 1111 1111 1111")).containsExactly(token);
    assertThat(pseudonymiser.cardToken("acme", "tok_1-2"))
        .isEqualTo(pseudonymiser.token("cardNumber", "acme", "tok_1-2"));
  }
}
