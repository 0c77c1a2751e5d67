package io.alcedo.schema.released;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.alcedo.schema.framing.JsonView;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.framing.ReleasedSchemas;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.topics.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReleasedContractsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final SingleObjectFraming framing = new SingleObjectFraming();

  @ParameterizedTest
  @EnumSource
  void theCurrentSchemaIsTheNewestRelease(Topic topic) throws IOException {
    String name = topic.schema().getName();
    List<Schema> releases = ReleasedSchemas.of(name);
    JsonNode current = published(topic.schema());
    JsonNode newest =
        releases.isEmpty() ? null : JSON.readTree(releases.get(releases.size() - 1).toString());

    if (!current.equals(newest)) {
      writeCandidate(topic, current, name + ".v" + (releases.size() + 1));
    }
    assertThat(current)
        .as(
            "The schema of %1$s differs from its newest release. Released files never change: to"
                + " release it, copy target/released/%1$s.v%2$d.avsc to src/main/resources/released"
                + " and the .bin and .json beside it to src/test/resources/released",
            name, releases.size() + 1)
        .isEqualTo(newest);
  }

  @ParameterizedTest
  @EnumSource
  void eachReleaseReadsAllOthersAndOnlyAdds(Topic topic) {
    List<Schema> releases = ReleasedSchemas.of(topic.schema().getName());
    for (int newer = 0; newer < releases.size(); newer++) {
      for (int older = 0; older <= newer; older++) {
        assertThat(ContractGrowth.problems(releases.get(older), releases.get(newer)))
            .as("%s: v%d after v%d", topic, newer + 1, older + 1)
            .isEmpty();
      }
      assertThat(ContractGrowth.problems(releases.get(newer), topic.schema())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesOfEachReleaseStillReadAsWhatTheyMeant(Topic topic) throws Exception {
    String name = topic.schema().getName();
    int releases = ReleasedSchemas.of(name).size();
    assertThat(releases).isPositive();
    for (int version = 1; version <= releases; version++) {
      byte[] bytes = resource(name + ".v" + version + ".bin");
      JsonNode expected = JSON.readTree(resource(name + ".v" + version + ".json"));

      JsonNode read = JsonView.of(new RecordDecoder<>(framing, topic.recordType()).decode(bytes));

      assertThat(within(expected, read)).as("%s v%d: %s", name, version, read).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theCurrentBuildStillWritesTheNewestBytes(Topic topic) throws IOException {
    String name = topic.schema().getName();
    int newest = ReleasedSchemas.of(name).size();

    assertThat(framing.encode(Examples.of(topic)))
        .isEqualTo(resource(name + ".v" + newest + ".bin"));
  }

  @ParameterizedTest
  @EnumSource
  void anyAvroLibraryReadsTheBytesWithThePublishedSchema(Topic topic) throws IOException {
    String name = topic.schema().getName();
    Schema published = new Schema.Parser().parse(published(topic.schema()).toString());
    BinaryMessageDecoder<GenericRecord> decoder =
        new BinaryMessageDecoder<>(new GenericData(), published);

    GenericRecord read = decoder.decode(framing.encode(Examples.of(topic)));

    assertThat(JsonView.of(read)).isEqualTo(JsonView.of(Examples.of(topic)));
    assertThat(read.getSchema().getName()).isEqualTo(name);
  }

  @Test
  void growthFindsWhatBreaksReaders() {
    Schema base = record("{'name': 'a', 'type': 'long'}");

    assertThat(ContractGrowth.problems(base, base)).isEmpty();
    assertThat(
            ContractGrowth.problems(
                base,
                record(
                    "{'name': 'a', 'type': 'long'}, {'name': 'b', 'type': 'int', 'default': 0}")))
        .isEmpty();
    assertThat(
            ContractGrowth.problems(
                base, record("{'name': 'a', 'type': 'long'}, {'name': 'b', 'type': 'int'}")))
        .anyMatch(problem -> problem.contains("R.b was added without a default"));
    assertThat(ContractGrowth.problems(base, record("")))
        .anyMatch(problem -> problem.contains("R.a was removed"));
    assertThat(ContractGrowth.problems(base, record("{'name': 'a', 'type': 'double'}")))
        .anyMatch(problem -> problem.contains("cannot read"));
    assertThat(
            ContractGrowth.problems(
                base,
                record(
                    "{'name': 'a', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}}")))
        .containsExactly("R.a changed its type");
  }

  @Test
  void growthFindsMovedSymbols() {
    String type =
        "{'name': 'a', 'type': {'type': 'enum', 'name': 'E', 'symbols': [%s], 'default': 'U'}}";

    assertThat(
            ContractGrowth.problems(
                record(type.formatted("'U', 'A'")), record(type.formatted("'U', 'A', 'B'"))))
        .isEmpty();
    assertThat(
            ContractGrowth.problems(
                record(type.formatted("'U', 'A'")), record(type.formatted("'U', 'B', 'A'"))))
        .singleElement()
        .asString()
        .contains("R.a removed or moved symbols");
  }

  private static Schema record(String fields) {
    String json = "{'type': 'record', 'name': 'R', 'fields': [" + fields + "]}";
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }

  /** The schema as others see it, without what only the generated Java classes need. */
  private static JsonNode published(Schema schema) throws IOException {
    return withoutJavaTypes(JSON.readTree(schema.toString()));
  }

  private static JsonNode withoutJavaTypes(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JSON.createArrayNode();
      array.forEach(item -> copy.add(withoutJavaTypes(item)));
      return copy;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JSON.createObjectNode();
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        if (!entry.getKey().equals("avro.java.string")) {
          copy.set(entry.getKey(), withoutJavaTypes(entry.getValue()));
        }
      }
      return copy.size() == 1 && copy.path("type").asText().equals("string")
          ? TextNode.valueOf("string")
          : copy;
    }
    return node;
  }

  /** Whether all of the one is in the other, which may have fields beside. */
  private static boolean within(JsonNode expected, JsonNode actual) {
    if (expected.isObject()) {
      return expected.properties().stream()
          .allMatch(
              entry ->
                  actual.has(entry.getKey())
                      && within(entry.getValue(), actual.get(entry.getKey())));
    }
    if (expected.isArray()) {
      if (!actual.isArray() || expected.size() != actual.size()) {
        return false;
      }
      for (int i = 0; i < expected.size(); i++) {
        if (!within(expected.get(i), actual.get(i))) {
          return false;
        }
      }
      return true;
    }
    return expected.asText().equals(actual.asText());
  }

  private void writeCandidate(Topic topic, JsonNode schema, String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target/released"));
    String pretty = new Schema.Parser().parse(schema.toString()).toString(true);
    Files.writeString(folder.resolve(name + ".avsc"), pretty + "\n");
    Files.write(folder.resolve(name + ".bin"), framing.encode(Examples.of(topic)));
    Files.writeString(
        folder.resolve(name + ".json"), JsonView.of(Examples.of(topic)).toPrettyString() + "\n");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ReleasedContractsTest.class.getResourceAsStream("/released/" + name)) {
      assertThat(in).as("test resource released/%s", name).isNotNull();
      return in.readAllBytes();
    }
  }
}
