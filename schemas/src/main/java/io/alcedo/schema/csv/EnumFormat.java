package io.alcedo.schema.csv;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The constants of a generated enum, by symbol in any case or by a translation of one's own. */
final class EnumFormat implements CellFormat {
  private final Map<String, Object> constants = new HashMap<>();
  private final String symbols;

  EnumFormat(Schema schema, Map<String, String> translations) {
    symbols = String.join(", ", schema.getEnumSymbols());
    for (Object constant : SpecificData.get().getClass(schema).getEnumConstants()) {
      constants.put(constant.toString(), constant);
      constants.put(constant.toString().toLowerCase(Locale.ROOT), constant);
    }
    translations.forEach((from, to) -> constants.put(from, read(to)));
  }

  @Override
  public Object read(String text) {
    Object constant = constants.get(text);
    if (constant == null) {
      constant = constants.get(text.strip().toLowerCase(Locale.ROOT));
    }
    if (constant == null) {
      throw new IllegalArgumentException("must be one of " + symbols + ", or be translated");
    }
    return constant;
  }
}
