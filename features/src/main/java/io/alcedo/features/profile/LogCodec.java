package io.alcedo.features.profile;

import io.alcedo.schema.row.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The log's part of a profile's bytes: each event as the time since the one before, 32 bits of id,
 * a flags entry, amount, what reversals took, values and place. Flags, values and places go through
 * {@link Dictionary dictionaries}: 1 announces a new entry, 2 and up name an earlier one, 0 stands
 * for absent. Stateless.
 */
final class LogCodec {
  private static final int MOST_EVENTS = 1024;

  private LogCodec() {}

  static void write(EventLog log, long newest, DataOutput out) throws IOException {
    VarInts.writeUnsigned(log.size(), out);
    if (log.size() == 0) {
      return;
    }
    Dictionary flags = new Dictionary(log.size());
    Dictionary[] values = dictionaries(log.dimensions, log.size());
    Dictionary places = new Dictionary(log.places ? log.size() : 0);
    VarInts.writeSigned(newest - log.time[log.head], out);
    long before = log.time[log.head];
    for (int i = log.head; i < log.tail; i++) {
      VarInts.writeUnsigned(log.time[i] - before, out);
      before = log.time[i];
      out.writeInt(log.id[i]);
      long taken = log.reversed(i);
      // The entry's lowest bit says whether reversals took something.
      long entry = (log.flags[i] & 0xFFFFFFFFL) << 1 | (taken != 0 ? 1 : 0);
      int known = flags.put(entry);
      VarInts.writeUnsigned(known + 2, out);
      if (known < 0) {
        VarInts.writeUnsigned(entry, out);
      }
      VarInts.writeSigned(log.amount[i], out);
      if (taken != 0) {
        VarInts.writeUnsigned(taken, out);
      }
      for (int d = 0; d < log.dimensions; d++) {
        writeValue(log.values[i * log.dimensions + d], values[d], out);
      }
      if (log.places) {
        writePlace(log, i, places, out);
      }
    }
  }

  private static void writeValue(int value, Dictionary values, DataOutput out) throws IOException {
    if (value == 0) {
      out.writeByte(0);
      return;
    }
    int known = values.put(value);
    VarInts.writeUnsigned(known + 2, out);
    if (known < 0) {
      out.writeInt(value);
    }
  }

  private static void writePlace(EventLog log, int index, Dictionary places, DataOutput out)
      throws IOException {
    if (log.latitude[index] == EventLog.NO_PLACE) {
      out.writeByte(0);
      return;
    }
    int known = places.put(place(log.latitude[index], log.longitude[index]));
    VarInts.writeUnsigned(known + 2, out);
    if (known < 0) {
      VarInts.writeSigned(log.latitude[index], out);
      VarInts.writeSigned(log.longitude[index], out);
    }
  }

  /**
   * Reads events into an empty log.
   *
   * @param positions where each written dimension stands in the log, or -1
   * @param placed whether places were written
   */
  static void read(EventLog log, long newest, int[] positions, boolean placed, DataInput in)
      throws IOException {
    int size = CompactProfileCodec.size("events", MOST_EVENTS, in);
    if (size == 0) {
      return;
    }
    Dictionary flags = new Dictionary(size);
    Dictionary[] values = dictionaries(positions.length, size);
    Dictionary places = new Dictionary(placed ? size : 0);
    long time = newest - VarInts.readSigned(in);
    for (int i = 0; i < size; i++) {
      long since = VarInts.readUnsigned(in);
      if (since < 0 || time + since < time || time + since > newest) {
        throw new IOException("The events of a profile are in time order: since=" + since);
      }
      time += since;
      int id = in.readInt();
      int code = CompactProfileCodec.size("flags", flags.size() + 1, in);
      long entry = code == 1 ? flags.append(VarInts.readUnsigned(in)) : flags.get(code - 2);
      int index = log.insert(time, id, (int) (entry >>> 1), VarInts.readSigned(in));
      if ((entry & 1) != 0) {
        log.setReversed(index, VarInts.readUnsigned(in));
      }
      for (int d = 0; d < positions.length; d++) {
        int value = readValue(values[d], in);
        if (positions[d] >= 0) {
          log.values[index * log.dimensions + positions[d]] = value;
        }
      }
      if (placed) {
        readPlace(log, index, places, in);
      }
    }
  }

  private static int readValue(Dictionary values, DataInput in) throws IOException {
    int code = CompactProfileCodec.size("values", values.size() + 1, in);
    if (code == 0) {
      return 0;
    }
    return (int) (code == 1 ? values.append(in.readInt()) : values.get(code - 2));
  }

  private static void readPlace(EventLog log, int index, Dictionary places, DataInput in)
      throws IOException {
    int code = CompactProfileCodec.size("places", places.size() + 1, in);
    if (code == 0) {
      return;
    }
    long place;
    if (code == 1) {
      int latitude = (int) VarInts.readSigned(in);
      int longitude = (int) VarInts.readSigned(in);
      place = places.append(place(latitude, longitude));
    } else {
      place = places.get(code - 2);
    }
    if (log.places) {
      log.latitude[index] = (int) (place >> 32);
      log.longitude[index] = (int) place;
    }
  }

  private static long place(int latitude, int longitude) {
    return (long) latitude << 32 | (longitude & 0xFFFFFFFFL);
  }

  private static Dictionary[] dictionaries(int count, int entries) {
    Dictionary[] dictionaries = new Dictionary[count];
    for (int i = 0; i < count; i++) {
      dictionaries[i] = new Dictionary(entries);
    }
    return dictionaries;
  }
}
