package io.alcedo.features.language;

import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.RowLayout.Kind;
import io.alcedo.schema.row.RowLayout.Slot;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the features of a set may refer to.
 *
 * @param problems where mistakes go
 * @param layout the slots, declared signals among them
 * @param entities slots by entity
 * @param families the declared families; empty where the set declares none, and any goes
 * @param zone the set's zone
 * @param features the names of the set's features
 * @param marks the names of the set's marks, in order
 */
record SetContext(
    Problems problems,
    RowLayout layout,
    Map<String, List<String>> entities,
    Set<String> families,
    ZoneId zone,
    Set<String> features,
    List<String> marks) {
  static final String NAME_RULE = "is 1 to 64 letters, digits and underscores, a letter first";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Returns the names of the slots that are of one of these kinds. */
  List<String> slots(Kind first, Kind... others) {
    Set<Kind> kinds = EnumSet.of(first, others);
    return layout.slots().stream()
        .filter(slot -> kinds.contains(slot.kind()))
        .map(Slot::name)
        .toList();
  }

  /** Returns the slots that a value names, one or a list; reports those that are none of these. */
  List<String> slotNames(YamlValue value, String what, Collection<String> right) {
    List<String> names = new ArrayList<>();
    for (YamlValue item : value.items()) {
      String name = item.text();
      if (name == null) {
        problems.add(item.line(), what + " is a field of the row, or a list of them");
      } else if (!right.contains(name)) {
        String message =
            layout.find(name) == null
                ? " names no field: '" + name + "'"
                : " cannot take '" + name + "', which" + kind(name);
        problems.addWord(item.line(), what + message, name, right);
      } else if (names.contains(name)) {
        problems.add(item.line(), what + " names '" + name + "' twice");
      } else {
        names.add(name);
      }
    }
    if (value.isList() && value.items().isEmpty()) {
      problems.add(value.line(), what + " names at least one field");
    }
    return names;
  }

  /** Returns what to say of a slot that exists but is of another kind than is asked for. */
  String kind(String name) {
    Slot slot = layout.find(name);
    if (slot == null) {
      return "";
    }
    return switch (slot.kind()) {
      case TEXT -> " is text";
      case ENUM -> " is an enum";
      case LONG, DOUBLE -> " is a number";
    };
  }
}
