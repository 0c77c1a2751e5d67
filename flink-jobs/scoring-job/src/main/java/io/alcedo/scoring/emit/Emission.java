package io.alcedo.scoring.emit;

import io.alcedo.jobs.SerializedTypeInfo;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way out: its topic and the bytes of its key and value. Immutable; the arrays
 * are not copied, so nobody changes them.
 *
 * @param topic the topic
 * @param key the key in UTF-8
 * @param value the framed Avro record
 */
public record Emission(OutputTopic topic, byte[] key, byte[] value) {
  /** The type of a stream of emissions. */
  public static final TypeInformation<Emission> TYPE =
      new SerializedTypeInfo<>(Emission.class, EmissionSerializer.INSTANCE);

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Emission emission
        && topic == emission.topic
        && Arrays.equals(key, emission.key)
        && Arrays.equals(value, emission.value);
  }

  @Override
  public int hashCode() {
    return 31 * topic.hashCode() + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "Emission[" + topic + ", " + value.length + " bytes]";
  }
}
