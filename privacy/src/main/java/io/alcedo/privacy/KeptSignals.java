package io.alcedo.privacy;

import io.alcedo.schema.row.RowLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the declared entries of a map of numbers; others are dropped, and counted by the pass. The
 * scan has shown that the map's bytes are well formed.
 */
final class KeptSignals implements FieldStep {
  private final int position;
  private final byte[][] names;
  private final String[] fields;
  private final int[] slots;

  KeptSignals(int position, RowLayout layout) {
    List<String> signals = layout.signals();
    this.position = position;
    this.names = new byte[signals.size()][];
    this.fields = new String[signals.size()];
    this.slots = new int[signals.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = signals.get(i).getBytes(StandardCharsets.UTF_8);
      fields[i] = RowLayout.SIGNAL_PREFIX + signals.get(i);
      slots[i] = layout.index(fields[i]);
    }
  }

  @Override
  public void apply(RecordScan in, IngestPass pass, HashedRow out) throws RejectedException {
    if (!in.present(position) || in.end(position) - in.start(position) == 1) {
      return;
    }
    AvroBytes map = new AvroBytes();
    map.reset(in.bytes(), in.start(position), in.end(position));
    try {
      for (int count = map.readBlockCount(); count != 0; count = map.readBlockCount()) {
        for (int i = 0; i < count; i++) {
          entry(map, pass, out);
        }
      }
    } catch (MalformedException e) {
      throw RecordScan.undecodable(e, "signals");
    }
  }

  private void entry(AvroBytes map, IngestPass pass, HashedRow out)
      throws MalformedException, RejectedException {
    int from = map.passText();
    int to = map.position();
    double value = map.readDouble();
    for (int i = 0; i < names.length; i++) {
      if (Arrays.equals(names[i], 0, names[i].length, map.bytes(), from, to)) {
        KeptReal.check(fields[i], value);
        out.real(slots[i], value);
        return;
      }
    }
    pass.countDroppedSignal();
  }
}
