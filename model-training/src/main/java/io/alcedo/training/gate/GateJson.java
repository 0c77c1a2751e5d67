package io.alcedo.training.gate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Reports and ledgers as JSON. Keys are the names of the records' components, and stay; times are
 * text in UTC; a number that is none is null. Keys that are not known are passed over, so that
 * older code reads what newer code wrote. Stateless and thread-safe.
 */
public final class GateJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new InstantReader())
                  .addSerializer(double.class, new FiniteWriter())
                  .addDeserializer(double.class, new FiniteReader()))
          .build();

  private GateJson() {}

  /** Returns a report as JSON in UTF-8. */
  public static byte[] write(GateReport report) throws IOException {
    return text(report);
  }

  /** Returns a ledger as JSON in UTF-8. */
  public static byte[] write(GateLedger ledger) throws IOException {
    return text(ledger);
  }

  /**
   * Reads a report.
   *
   * @throws IOException where the text is none
   */
  public static GateReport readReport(byte[] json) throws IOException {
    return MAPPER.readValue(json, GateReport.class);
  }

  /**
   * Reads a ledger.
   *
   * @throws IOException where the text is none
   */
  public static GateLedger readLedger(byte[] json) throws IOException {
    return MAPPER.readValue(json, GateLedger.class);
  }

  private static byte[] text(Object value) throws IOException {
    return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static final class InstantReader extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getText();
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw new IOException("A time is text in UTC: time=" + text, e);
      }
    }
  }

  private static final class FiniteWriter extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        generator.writeNumber(value);
      } else {
        generator.writeNull();
      }
    }
  }

  private static final class FiniteReader extends JsonDeserializer<Double> {
    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return parser.getDoubleValue();
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }
  }
}
