package io.alcedo.local.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyInputTest {
  @Test
  void eachCharacterIsAKey() throws IOException {
    KeyInput keys = new KeyInput(typed("fG[O"));

    assertThat(keys.next()).isEqualTo('f');
    assertThat(keys.next()).isEqualTo('G');
    assertThat(keys.next()).isEqualTo('[');
    assertThat(keys.next()).isEqualTo('O');
    assertThat(keys.next()).isEqualTo('\0');
  }

  @ParameterizedTest
  @ValueSource(strings = {"[F", "[H", "[A", "OF", "OP", "[3~", "[15~", "[1;5F", "[200~", "g"})
  void aKeyOfSeveralBytesIsNoVerdictAlsoWhereItComesInParts(String sequence) throws IOException {
    byte[] typed = ("\u001b" + sequence + "n").getBytes(StandardCharsets.US_ASCII);
    for (int part = 1; part < typed.length; part++) {
      Typed in = new Typed(typed);
      KeyInput keys = new KeyInput(in);
      in.available = part;
      assertThat(keys.next()).as("part=%d", part).isEqualTo('\0');
      in.available = typed.length - part;
      assertThat(keys.next()).as("part=%d", part).isEqualTo('n');
    }
  }

  /** Bytes of which only some have come. */
  private static final class Typed extends ByteArrayInputStream {
    private int available;

    private Typed(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int available() {
      return available;
    }

    @Override
    public synchronized int read() {
      available--;
      return super.read();
    }
  }

  private static InputStream typed(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }
}
