package io.ampwire;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * Rules of code that runs in a native executable too: it starts with the static state that its
 * build left behind.
 */
class NativeImageRulesTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.ampwire");

  /**
   * The generators of {@code java.util.random} and {@link SplittableRandom} draw their seeds from a
   * static counter, which the build fills: every process would have the same jitter. {@code new
   * Random()} is seeded when it is made.
   */
  @Test
  void no_random_generator_takes_its_seed_from_the_build() {
    noClasses()
        .should()
        .callMethodWhere(
            target(owner(assignableTo(RandomGenerator.class)))
                .and(target(nameMatching("getDefault|of"))))
        .orShould()
        .callMethodWhere(
            target(owner(JavaClass.Predicates.type(Math.class)))
                .and(target(nameMatching("random"))))
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(RandomGeneratorFactory.class, SplittableRandom.class)
        .check(MAIN);
  }

  @Test
  void no_random_generator_is_kept_in_a_static_field() {
    noFields()
        .that()
        .areStatic()
        .should()
        .haveRawType(assignableTo(RandomGenerator.class))
        .check(MAIN);
  }
}
