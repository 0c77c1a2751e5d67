package io.alcedo.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of docs/decisions/0001-house.md, held against the compiled classes. */
class ArchitectureTest {
  private static final String ROOT = "io.alcedo.";

  /** Module by its package, with the packages of the modules that it may use. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("schema", Set.of()),
          Map.entry("operations", Set.of("schema")),
          Map.entry("privacy", Set.of("schema")),
          Map.entry("features", Set.of("schema")),
          Map.entry("model", Set.of()),
          Map.entry("registry", Set.of("schema", "operations", "model")),
          Map.entry("training", Set.of("schema", "features", "model")),
          Map.entry("simulator", Set.of("schema")),
          Map.entry("jobs", Set.of("schema", "operations")),
          Map.entry(
              "scoring",
              Set.of("schema", "operations", "jobs", "privacy", "features", "model", "registry")),
          Map.entry(
              "retraining",
              Set.of(
                  "schema",
                  "operations",
                  "jobs",
                  "privacy",
                  "features",
                  "model",
                  "registry",
                  "training")));

  /** Module by its package, with the libraries that it must not know. */
  private static final Map<String, List<String>> UNKNOWN =
      Map.of(
          "operations", List.of("org.apache.flink..", "ai.onnxruntime..", "ai.djl.."),
          "registry", List.of("org.apache.flink..", "ai.onnxruntime..", "ai.djl..", "picocli.."),
          "retraining", List.of("com.google.crypto..", "picocli.."),
          "schema",
              List.of("org.apache.flink..", "org.apache.kafka..", "ai.onnxruntime..", "ai.djl.."),
          "privacy",
              List.of("org.apache.flink..", "org.apache.kafka..", "ai.onnxruntime..", "ai.djl.."),
          "features",
              List.of("org.apache.flink..", "org.apache.kafka..", "ai.onnxruntime..", "ai.djl.."),
          "model", List.of("org.apache.flink..", "org.apache.kafka..", "ml.dmlc..", "ai.djl.."),
          "training", List.of("org.apache.flink..", "org.apache.kafka..", "com.google.crypto.."),
          "simulator",
              List.of("org.apache.flink..", "org.apache.kafka..", "ai.onnxruntime..", "ai.djl.."),
          "scoring", List.of("ai.onnxruntime..", "ml.dmlc..", "ai.djl..", "picocli.."));

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.alcedo");
  }

  @Test
  void looksAtEveryModule() {
    ARROWS
        .keySet()
        .forEach(
            module ->
                assertThat(classes.stream().map(c -> c.getPackageName()))
                    .anyMatch(name -> name.startsWith(ROOT + module)));
  }

  @TestFactory
  List<DynamicTest> modulesUseOnlyWhatTheirArrowsPointAt() {
    return ARROWS.entrySet().stream()
        .map(
            module ->
                DynamicTest.dynamicTest(
                    module.getKey(), () -> checkArrows(module.getKey(), module.getValue())))
        .toList();
  }

  @TestFactory
  List<DynamicTest> modulesDoNotKnowOthersLibraries() {
    return UNKNOWN.entrySet().stream()
        .map(
            module ->
                DynamicTest.dynamicTest(
                    module.getKey(),
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage(ROOT + module.getKey() + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(module.getValue().toArray(String[]::new))
                            .check(classes)))
        .toList();
  }

  @Test
  void packagesOfTheScoringJobAreFreeOfCycles() {
    slices().matching("io.alcedo.scoring.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void packagesOfTheRetrainingJobAreFreeOfCycles() {
    slices().matching("io.alcedo.retraining.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void packagesOfFeaturesAreFreeOfCycles() {
    slices().matching("io.alcedo.features.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void packagesOfTrainingAreFreeOfCycles() {
    slices().matching("io.alcedo.training.(*)..").should().beFreeOfCycles().check(classes);
  }

  private static void checkArrows(String module, Set<String> allowed) {
    String[] others =
        ARROWS.keySet().stream()
            .filter(other -> !other.equals(module) && !allowed.contains(other))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "local..")
        .check(classes);
  }
}
