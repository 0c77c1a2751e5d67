package io.alcedo.features.profile;

import java.io.IOException;

/**
 * The log's part of a profile's bytes: each event as the time since the one before, 32 bits of id,
 * a flags entry, amount, what reversals took, values, place and remembered features. Flags, values
 * and places go through {@link Dictionary dictionaries}: 1 announces a new entry, 2 and up name an
 * earlier one, 0 stands for absent. Stateless.
 */
final class LogCodec {
  private static final int MOST_EVENTS = 1024;

  private LogCodec() {}

  static void write(EventLog log, long newest, LogDictionaries dictionaries, ByteWriter out) {
    out.writeUnsigned(log.size());
    if (log.size() == 0) {
      return;
    }
    dictionaries.start(log.size());
    Dictionary flags = dictionaries.flags;
    Dictionary[] values = dictionaries.values;
    Dictionary places = dictionaries.places;
    out.writeSigned(newest - log.time[log.head]);
    long before = log.time[log.head];
    for (int i = log.head; i < log.tail; i++) {
      out.writeUnsigned(log.time[i] - before);
      before = log.time[i];
      out.writeInt(log.id[i]);
      long taken = log.reversed(i);
      // The entry's lowest bit says whether reversals took something.
      long entry = log.flags[i] << 1 | (taken != 0 ? 1 : 0);
      int known = flags.put(entry);
      out.writeUnsigned(known + 2);
      if (known < 0) {
        out.writeUnsigned(entry);
      }
      out.writeSigned(log.amount[i]);
      if (taken != 0) {
        out.writeUnsigned(taken);
      }
      for (int d = 0; d < log.dimensions; d++) {
        writeValue(log.values[i * log.dimensions + d], values[d], out);
      }
      if (log.places) {
        writePlace(log, i, places, out);
      }
      for (int f = 0; f < log.features; f++) {
        out.writeInt(Float.floatToIntBits(log.remembered[i * log.features + f]));
      }
    }
  }

  private static void writeValue(int value, Dictionary values, ByteWriter out) {
    if (value == 0) {
      out.writeByte(0);
      return;
    }
    int known = values.put(value);
    out.writeUnsigned(known + 2);
    if (known < 0) {
      out.writeInt(value);
    }
  }

  private static void writePlace(EventLog log, int index, Dictionary places, ByteWriter out) {
    if (log.latitude[index] == EventLog.NO_PLACE) {
      out.writeByte(0);
      return;
    }
    int known = places.put(place(log.latitude[index], log.longitude[index]));
    out.writeUnsigned(known + 2);
    if (known < 0) {
      out.writeSigned(log.latitude[index]);
      out.writeSigned(log.longitude[index]);
    }
  }

  /**
   * Reads events into an empty log.
   *
   * @param names what was written of an event
   * @param placed whether places were written
   */
  static void read(EventLog log, long newest, WrittenNames names, boolean placed, ByteReader in)
      throws IOException {
    int size = in.readSize("events", MOST_EVENTS);
    if (size == 0) {
      return;
    }
    int[] positions = names.dimensions();
    LogDictionaries dictionaries = new LogDictionaries(positions.length, placed);
    dictionaries.start(size);
    Dictionary flags = dictionaries.flags;
    Dictionary[] values = dictionaries.values;
    Dictionary places = dictionaries.places;
    log.reserve(size + 4);
    long time = newest - in.readSigned();
    for (int i = 0; i < size; i++) {
      long since = in.readUnsigned();
      if (since < 0 || time + since < time || time + since > newest) {
        throw new IOException("The events of a profile are in time order: since=" + since);
      }
      time += since;
      int id = in.readInt();
      int code = in.readSize("flags", flags.size() + 1);
      long entry = code == 1 ? flags.append(in.readUnsigned()) : flags.get(code - 2);
      int index = log.insert(time, id, names.flags(entry >>> 1), in.readSigned());
      if ((entry & 1) != 0) {
        log.setReversed(index, in.readUnsigned());
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
      readRemembered(log, index, names.features(), in);
    }
  }

  private static void readRemembered(EventLog log, int index, int[] positions, ByteReader in)
      throws IOException {
    for (int position : positions) {
      float value = Float.intBitsToFloat(in.readInt());
      if (position >= 0) {
        log.remembered[index * log.features + position] = value;
      }
    }
  }

  private static int readValue(Dictionary values, ByteReader in) throws IOException {
    int code = in.readSize("values", values.size() + 1);
    if (code == 0) {
      return 0;
    }
    return (int) (code == 1 ? values.append(in.readInt()) : values.get(code - 2));
  }

  private static void readPlace(EventLog log, int index, Dictionary places, ByteReader in)
      throws IOException {
    int code = in.readSize("places", places.size() + 1);
    if (code == 0) {
      return;
    }
    long place;
    if (code == 1) {
      int latitude = (int) in.readSigned();
      int longitude = (int) in.readSigned();
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
}
