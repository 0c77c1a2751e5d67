package io.alcedo.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class AvroBytesTest {
  @Test
  void readsWhatAvroWrites() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 5000; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      double real = Double.longBitsToDouble(random.nextLong());
      float small = Float.intBitsToFloat(random.nextInt());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      encoder.writeLong(number);
      encoder.writeInt((int) number);
      encoder.writeDouble(real);
      encoder.writeFloat(small);
      encoder.writeBoolean(number > 0);
      encoder.flush();
      AvroBytes in = bytes(out.toByteArray());
      assertThat(in.readLong()).isEqualTo(number);
      assertThat(in.readInt()).isEqualTo((int) number);
      assertThat((Double) in.readDouble()).isEqualTo((Double) real);
      assertThat((Float) in.readFloat()).isEqualTo((Float) small);
      assertThat(in.readBoolean()).isEqualTo(number > 0 ? 1 : 0);
      assertThat(in.atEnd()).isTrue();
    }
  }

  @Test
  void refusesNumbersOfTooManyBits() {
    byte[] eleven = new byte[11];
    java.util.Arrays.fill(eleven, (byte) 0x80);
    refuses(MalformedException.NUMBER, () -> bytes(eleven).readLong());
    byte[] ten = java.util.Arrays.copyOf(eleven, 10);
    ten[9] = 2;
    refuses(MalformedException.NUMBER, () -> bytes(ten).readLong());
    byte[] six = {-1, -1, -1, -1, -1, 1};
    refuses(MalformedException.NUMBER, () -> bytes(six).readInt());
    refuses(MalformedException.BOOLEAN, () -> bytes(new byte[] {2}).readBoolean());
  }

  @Test
  void takesForUtf8WhatTheJdkTakes() {
    Random random = new Random(2);
    String[] pieces = {"a", "ß", "語", "😀", "\u0800", "\uffff", "\u0080"};
    int valid = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(4); k >= 0; k--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
      utf8[random.nextInt(utf8.length)] = (byte) random.nextInt();
      byte[] message = new byte[utf8.length + 1];
      message[0] = (byte) (utf8.length * 2);
      System.arraycopy(utf8, 0, message, 1, utf8.length);
      boolean taken = true;
      try {
        bytes(message).passText();
        valid++;
      } catch (MalformedException e) {
        taken = false;
      }
      assertThat(taken).isEqualTo(isUtf8(utf8));
    }
    assertThat(valid).isBetween(1000, 49_000);
  }

  @Test
  void seesWhetherATextIsAsciiWhereverItIsNot() throws Exception {
    for (int length = 0; length < 30; length++) {
      AvroBytes ascii = text("a".repeat(length));
      assertThat(ascii.passText()).isEqualTo(1);
      assertThat(ascii.lastTextAscii()).as("length %d", length).isTrue();
      for (int at = 0; at < length; at++) {
        AvroBytes other = text("a".repeat(at) + "\u00e9" + "a".repeat(length - at - 1));
        assertThat(other.passText()).isEqualTo(1);
        assertThat(other.lastTextAscii()).as("length %d, at %d", length, at).isFalse();
        assertThat(other.atEnd()).isTrue();
      }
    }
  }

  private static AvroBytes text(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    encoder.writeString(text);
    encoder.flush();
    return bytes(out.toByteArray());
  }

  @Test
  void blocksAreNoLongerThanTheirBytes() {
    Schema nulls = Schema.createArray(Schema.create(Schema.Type.NULL));
    Schema map = Schema.createMap(Schema.create(Schema.Type.DOUBLE));
    // A thousand million nothings, a negative count without its size, the least of all counts.
    refuses(MalformedException.COUNT, () -> bytes(varint(2_000_000_000L)).skip(nulls));
    refuses(MalformedException.CUT_SHORT, () -> bytes(varint(1)).skip(map));
    byte[] least = {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 0};
    refuses(MalformedException.COUNT, () -> bytes(least).skip(map));
    refuses(MalformedException.LENGTH, () -> bytes(new byte[] {1, 1}).skip(map));
  }

  @Test
  void nestedSchemasDoNotExhaustTheStack() {
    Schema list =
        SchemaBuilder.record("List")
            .fields()
            .name("next")
            .type()
            .optional()
            .type("List")
            .endRecord();
    byte[] deep = new byte[100_000];
    java.util.Arrays.fill(deep, (byte) 2);
    refuses(MalformedException.DEPTH, () -> bytes(deep).skip(list));
  }

  private static byte[] varint(long coded) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = coded;
    for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
      out.write((int) (rest | 0x80));
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static AvroBytes bytes(byte[] bytes) {
    AvroBytes in = new AvroBytes();
    in.reset(bytes, 0, bytes.length);
    return in;
  }

  private static void refuses(
      MalformedException reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isSameAs(reason);
  }
}
