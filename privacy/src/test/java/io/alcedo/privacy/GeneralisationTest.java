package io.alcedo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneralisationTest {
  @ParameterizedTest
  @CsvSource({
    "ann@Example.ORG, example.org",
    "' a.b+c@mail.co.uk ', mail.co.uk",
    "x@xn--bcher-kva.example, xn--bcher-kva.example",
    "x@123.example.com, 123.example.com",
  })
  void keepsTheDomainOfAnAddress(String email, String domain) {
    assertThat(Generalisation.emailDomain(email)).isEqualTo(domain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ann",
        "@example.org",
        "ann@",
        "ann@localhost",
        "ann@@example.org",
        "a@b@example.org",
        "ann@example..org",
        "ann@-a.org",
        "ann@a-.org",
        "ann@example.org.",
        "ann@1.2.3.4",
        "ann@exa mple.org",
        "ann@[1.2.3.4]",
        "ann@4111111111111111.com",
        "ann@4111-1111-1111-1111.com"
      })
  void keepsNothingOfWhatIsNoAddress(String text) {
    assertThat(Generalisation.emailDomain(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "SW1A 1AA, SW1",
    "m1 1ae, M1",
    "90210, 902",
    "90210-1234, 902",
    "1012 AB, 101",
    "8001, 80",
    "101, 1",
    "SW1A1AA, SW1",
    "K1A-0B1, K1A",
    "' 75008 ', 750",
  })
  void keepsTheAreaOfAPostcode(String postcode, String area) {
    assertThat(Generalisation.postcodeArea(postcode)).isEqualTo(area);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "12", "London", "4111111111111111", "SW1A/1AA", "12 Main Street", "é123"})
  void keepsNothingOfWhatIsNoPostcode(String text) {
    assertThat(Generalisation.postcodeArea(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.77, 192.0.2.0/24",
    "0.0.0.0, 0.0.0.0/24",
    "255.255.255.255, 255.255.255.0/24",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1::/48",
    "2001:DB8::1, 2001:db8:0::/48",
    "::, 0:0:0::/48",
    "::ffff:192.0.2.77, 192.0.2.0/24",
    "64:ff9b::192.0.2.1, 64:ff9b:0::/48",
    "1:2:3:4:5:6:7::, 1:2:3::/48",
    "::2:3:4:5:6:7:8, 0:2:3::/48",
  })
  void keepsTheNetworkOfAnAddress(String address, String network) {
    assertThat(Generalisation.ipNetwork(address)).isEqualTo(network);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.4:80",
        "1.2.3.",
        "1..2.3",
        "localhost",
        "example.org",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "1::2::3",
        ":::",
        "1:",
        ":1",
        "12345::",
        "fe80::1%eth0",
        "g::1",
        "::1/128",
        "::1.2.3",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1:2:3:4:5:6:7:",
        "١.2.3.4",
        "::１"
      })
  void keepsNothingOfWhatIsNoAddressOfAHost(String text) {
    assertThat(Generalisation.ipNetwork(text)).isNull();
  }

  @Test
  void readsAddressesAsTheJdkDoes() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      for (int zero = 0; zero < random.nextInt(14); zero++) {
        bytes[random.nextInt(16)] = 0;
      }
      bytes[0] |= 1;
      InetAddress address = InetAddress.getByAddress(bytes);
      assertThat(IpAddress.parse(address.getHostAddress())).isEqualTo(bytes);
    }
  }

  @Test
  void coordinatesBecomeTheMiddleOfTheirCell() {
    assertThat(Generalisation.cell(52.37, 90)).isEqualTo(52.35);
    assertThat(Generalisation.cell(-0.01, 180)).isEqualTo(-0.05);
    assertThat(Generalisation.cell(0, 90)).isEqualTo(0.05);
    assertThat(Generalisation.cell(90, 90)).isEqualTo(89.95);
    assertThat(Generalisation.cell(-90, 90)).isEqualTo(-89.95);
    Random random = new Random(12);
    for (int i = 0; i < 10_000; i++) {
      double degrees = random.nextDouble() * 360 - 180;
      double cell = Generalisation.cell(degrees, 180);
      assertThat(Math.abs(cell - degrees)).isLessThan(Generalisation.CELL_DEGREES / 2 + 1e-9);
      assertThat(Generalisation.cell(cell, 180)).isEqualTo(cell);
    }
  }
}
