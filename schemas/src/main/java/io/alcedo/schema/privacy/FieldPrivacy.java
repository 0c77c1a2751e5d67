package io.alcedo.schema.privacy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The privacy annotations of one field.
 *
 * @param privacyClass what the field holds
 * @param action what anonymising does to it
 * @param outputs the values that the action makes of it: name to method, in the schema's order;
 *     empty for KEEP and DROP
 */
public record FieldPrivacy(
    PrivacyClass privacyClass, PrivacyAction action, Map<String, PrivacyMethod> outputs) {

  /** The schema property that holds a field's {@link PrivacyClass}. */
  public static final String CLASS_PROPERTY = "privacyClass";

  /** The schema property that holds a field's {@link PrivacyAction}. */
  public static final String ACTION_PROPERTY = "privacyAction";

  /** The schema property that holds a field's outputs. */
  public static final String OUTPUTS_PROPERTY = "privacyOutputs";

  /** Checks that the outputs fit the action. */
  public FieldPrivacy {
    boolean makesOthers =
        action == PrivacyAction.PSEUDONYMISE || action == PrivacyAction.GENERALISE;
    if (makesOthers == outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "A pseudonymised or generalised field states its outputs, and no other does: action="
              + action
              + ", outputs="
              + outputs);
    }
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /**
   * Reads the annotations of a field.
   *
   * @throws IllegalArgumentException where one is missing or is none of the known constants
   */
  public static FieldPrivacy of(Schema.Field field) {
    Map<String, PrivacyMethod> outputs = new LinkedHashMap<>();
    if (field.getObjectProp(OUTPUTS_PROPERTY) instanceof Map<?, ?> stated) {
      stated.forEach(
          (name, method) ->
              outputs.put(
                  String.valueOf(name),
                  constant(PrivacyMethod.class, String.valueOf(method), field, OUTPUTS_PROPERTY)));
    }
    return new FieldPrivacy(
        constant(PrivacyClass.class, field.getProp(CLASS_PROPERTY), field, CLASS_PROPERTY),
        constant(PrivacyAction.class, field.getProp(ACTION_PROPERTY), field, ACTION_PROPERTY),
        outputs);
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, @Nullable String name, Schema.Field field, String property) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "A field states its "
            + property
            + " as one of "
            + List.of(type.getEnumConstants())
            + ": field="
            + field.name()
            + ", "
            + property
            + "="
            + name);
  }
}
