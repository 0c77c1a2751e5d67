package io.alcedo.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alcedo.privacy.KeyRotation.State;
import io.alcedo.privacy.KeysetException.Code;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The text of a keyset: Tink's JSON of the keys, and beside its fields, where the key was ever
 * changed, an object {@code rotation}. A keyset without one is Tink's text as it is. Stateless.
 */
final class KeysetFormat {
  private static final String ROTATION = "rotation";
  private static final ObjectMapper JSON = new ObjectMapper();

  private KeysetFormat() {}

  /**
   * The two parts of a text.
   *
   * @param keys Tink's part
   * @param rotation the last change of the key, null where there was none
   */
  record Parts(String keys, @Nullable KeyRotation rotation) {}

  /**
   * Takes a text apart.
   *
   * @throws KeysetException where what is said of a rotation makes no sense
   */
  static Parts split(String text, String source) throws KeysetException {
    if (!text.contains('"' + ROTATION + '"')) {
      return new Parts(text, null);
    }
    try {
      if (JSON.readTree(text) instanceof ObjectNode object
          && object.remove(ROTATION) instanceof ObjectNode rotation) {
        return new Parts(object.toString(), rotation(rotation));
      }
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      // The cause is left out: a parser's message may quote the text, which is secret.
    }
    throw new KeysetException(
        Code.MALFORMED,
        "The rotation of a keyset is as 'alcedo keys rotate' wrote it: source=" + source);
  }

  /** Puts the parts together. */
  static String join(Parts parts) {
    KeyRotation rotation = parts.rotation();
    if (rotation == null) {
      return parts.keys();
    }
    try {
      ObjectNode object = (ObjectNode) JSON.readTree(parts.keys());
      object
          .putObject(ROTATION)
          .put("from", rotation.from())
          .put("to", rotation.to())
          .put("state", rotation.state().name())
          .put("startedAt", rotation.startedAt().toString())
          .put("takeoverAt", rotation.takeoverAt().toString())
          .put("unnamedKey", rotation.unnamedKey())
          .put("rememberedFrom", rotation.rememberedFrom())
          .put("rememberedTo", rotation.rememberedTo());
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A keyset just written is JSON");
    }
  }

  private static KeyRotation rotation(ObjectNode node) {
    return new KeyRotation(
        text(node, "from"),
        text(node, "to"),
        State.valueOf(text(node, "state")),
        Instant.parse(text(node, "startedAt")),
        Instant.parse(text(node, "takeoverAt")),
        text(node, "unnamedKey"),
        text(node, "rememberedFrom"),
        text(node, "rememberedTo"));
  }

  private static String text(ObjectNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException("A rotation has a text of this name: field=" + field);
    }
    return value.textValue();
  }
}
