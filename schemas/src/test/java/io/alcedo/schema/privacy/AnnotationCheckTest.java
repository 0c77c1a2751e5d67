package io.alcedo.schema.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnnotationCheckTest {
  private static final String COMPLETE =
      """
      {"type": "record", "name": "Outer", "doc": "A record.", "fields": [
        {"name": "inner", "type": {"type": "array", "items":
          {"type": "record", "name": "Inner", "doc": "A record within.", "fields": [
            {"name": "colour", "type": ["null",
              {"type": "enum", "name": "Colour", "doc": "A colour.", "symbols": ["UNKNOWN", "RED"], "default": "UNKNOWN"}],
             "default": null, "doc": "Its colour.", "unit": "none",
             "privacyClass": "OPERATIONAL", "privacyAction": "KEEP"}]}},
         "doc": "Parts.", "unit": "none", "privacyClass": "CONTACT", "privacyAction": "PSEUDONYMISE",
         "privacyOutputs": {"partToken": "TOKEN"}}]}
      """;

  static Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/avro"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".avsc", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everySchemaFileSaysAllThatAContractMust(String name) throws ClassNotFoundException {
    Schema schema = SpecificData.get().getSchema(Class.forName("io.alcedo.schema." + name));

    assertThat(AnnotationCheck.problems(schema)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheTransactionHoldsWhatIsNotKept(Topic topic) {
    assertThat(topic.schema().getFields())
        .filteredOn(field -> FieldPrivacy.of(field).action() != PrivacyAction.KEEP)
        .extracting(Schema.Field::name)
        .allMatch(field -> topic == Topic.TRANSACTIONS || field.equals("reportedBy"));
  }

  @Test
  void isContentWithACompleteSchema() {
    assertThat(problemsOf(COMPLETE)).isEmpty();
  }

  @Test
  void findsAFieldWithoutAPrivacyClassInANestedRecord() {
    assertThat(problemsOf(COMPLETE.replace("\"privacyClass\": \"OPERATIONAL\", ", "")))
        .singleElement()
        .asString()
        .contains("Inner.colour", "privacyClass=null");
  }

  @Test
  void findsAnUnknownPrivacyClassActionAndMethod() {
    assertThat(problemsOf(COMPLETE.replace("OPERATIONAL", "HARMLESS")))
        .singleElement()
        .asString()
        .contains("Inner.colour", "privacyClass=HARMLESS");
    assertThat(problemsOf(COMPLETE.replace("\"KEEP\"", "\"SELL\""))).hasSize(1);
    assertThat(problemsOf(COMPLETE.replace("\"TOKEN\"", "\"MD5\""))).hasSize(1);
  }

  @Test
  void findsAMissingDocUnitDefaultAndDefaultSymbol() {
    assertThat(problemsOf(COMPLETE.replace("\"doc\": \"Its colour.\", ", "")))
        .containsExactly("Inner.colour has no doc");
    assertThat(problemsOf(COMPLETE.replaceFirst("\"unit\": \"none\",", "")))
        .containsExactly("Inner.colour has no unit");
    assertThat(problemsOf(COMPLETE.replace("\"default\": null,", "")))
        .containsExactly("Inner.colour may be null but has no default");
    assertThat(problemsOf(COMPLETE.replace(", \"default\": \"UNKNOWN\"", "")))
        .containsExactly("Colour has no default symbol");
    assertThat(problemsOf(COMPLETE.replace("\"doc\": \"A record within.\", ", "")))
        .containsExactly("Inner has no doc");
  }

  @Test
  void findsOutputsThatDoNotFitTheAction() {
    assertThat(problemsOf(COMPLETE.replace("\"PSEUDONYMISE\"", "\"DROP\""))).hasSize(1);
    assertThat(problemsOf(COMPLETE.replace("{\"partToken\": \"TOKEN\"}", "{}"))).hasSize(1);
  }

  private static List<String> problemsOf(String schema) {
    return AnnotationCheck.problems(new Schema.Parser().parse(schema));
  }
}
