package io.alcedo.scoring.event;

import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.VarInts;
import java.io.DataInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a thread writes and reads one event after the other with. Owned by the thread. */
final class EventScratch {
  private static final int MOST_USUAL_BYTES = 2048;
  private static final ThreadLocal<EventScratch> OF_THREAD =
      ThreadLocal.withInitial(EventScratch::new);

  /** An event is written in one piece: an output checks its bounds at every call. */
  final RecordBytes out = new RecordBytes();

  private final byte[] usual = new byte[MOST_USUAL_BYTES];

  /** The topic of the last event, which the next one nearly always has too. */
  private String topic = "";

  private byte[] topicUtf8 = {};

  private EventScratch() {}

  static EventScratch ofThread() {
    return OF_THREAD.get();
  }

  /** Returns an array of at least this length. */
  byte[] atLeast(int length) {
    return length <= usual.length ? usual : new byte[length];
  }

  /** Writes a topic as {@link RecordBytes#putText} does. */
  void putTopic(String next) {
    if (!next.equals(topic)) {
      topic = next;
      topicUtf8 = next.getBytes(StandardCharsets.UTF_8);
    }
    out.putVarint(topicUtf8.length);
    out.putFixed(topicUtf8);
  }

  /** Reads a topic, without making a string of one that was there before. */
  String readTopic(DataInput in) throws IOException {
    byte[] next = VarInts.readUtf8(in);
    if (!Arrays.equals(next, topicUtf8)) {
      topic = new String(next, StandardCharsets.UTF_8);
      topicUtf8 = next;
    }
    return topic;
  }
}
