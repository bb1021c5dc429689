package io.ampwire;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.ampwire.map.Point;
import io.ampwire.trust.TrustBook;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The house's rules of who may know whom. */
class ArchitectureTest {
  /** Each sees the JDK, itself and those before it. */
  private static final List<String> CORE =
      List.of(
          "map",
          "plan",
          "decode",
          "trust",
          "command",
          "link",
          "control",
          "group",
          "charger",
          "session",
          "telemetry");

  private static final List<String> ADAPTERS =
      List.of(
          "format", "modbus", "mqtt", "http", "journal", "homeassistant", "ownership", "sparkplug");

  private static final int MOST_COMPONENTS = 8;

  /** Point has a component for each key of a point in a map; only its builder creates one. */
  private static final List<Class<?>> WIDE_RECORDS = List.of(Point.class);

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.ampwire");

  /** FAULTS S22. */
  @ParameterizedTest
  @MethodSource("core")
  void a_core_package_sees_the_jdk_and_what_comes_before_it(String name) {
    List<String> allowed =
        CORE.subList(0, CORE.indexOf(name) + 1).stream().map(ArchitectureTest::in).toList();
    String[] packages =
        Stream.concat(Stream.of("java..", "javax.net.ssl.."), allowed.stream())
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(in(name))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(packages).or(describe("arrays", type -> type.isArray())))
        .check(MAIN);
  }

  /** FAULTS S22. */
  @Test
  void no_packages_depend_on_each_other_in_a_circle() {
    slices().matching("io.ampwire.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  /** FAULTS S22. */
  @ParameterizedTest
  @MethodSource("adapters")
  void an_adapter_knows_no_other_adapter(String name) {
    String[] others =
        ADAPTERS.stream()
            .filter(other -> !other.equals(name))
            .map(ArchitectureTest::in)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(in(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void only_app_depends_on_the_commands_and_they_never_start_the_framework() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("app"), in("cli"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(in("cli"))
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage(in("cli"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "io.smallrye..", "jakarta..", in("mqtt"), in("http"))
        .check(MAIN);
    onlyIn("picocli..", in("cli"));
  }

  @Test
  void nobody_depends_on_app_and_only_app_on_demo() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("app"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(in("app"))
        .check(MAIN);
    noClasses()
        .that()
        .resideOutsideOfPackages(in("app"), in("demo"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(in("demo"))
        .check(MAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.fasterxml.jackson..", "org.yaml.snakeyaml.."})
  void only_format_parses_and_prints(String library) {
    onlyIn(library, in("format"));
  }

  @Test
  void each_network_has_one_room_that_speaks_to_it() {
    onlyIn("com.digitalpetri..", in("modbus"));
    onlyIn("com.fazecast..", in("modbus"));
    onlyIn("io.fabric8..", in("ownership"));
    // Certificates are described in the same package of Vert.x, and where a request came from.
    onlyIn("io.vertx.core.net..", in("modbus"), in("demo"), in("mqtt"), in("http"));
    noClasses()
        .that(resideOutsideOfPackages(in("modbus"), in("demo"), in("mqtt")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.vertx.core.net..")
                .and(
                    describe(
                        "open sockets",
                        type ->
                            !type.getSimpleName().endsWith("Options")
                                && !type.getSimpleName().equals("SocketAddress"))))
        .check(MAIN);
  }

  @Test
  void the_core_asks_no_clock_and_waits_for_nothing() {
    String[] core = CORE.stream().map(ArchitectureTest::in).toArray(String[]::new);
    for (Class<?> clock :
        List.of(
            Clock.class,
            Instant.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class)) {
      noClasses()
          .that()
          .resideInAnyPackage(core)
          .should()
          .callMethodWhere(calls(clock, "now", "systemUTC", "systemDefaultZone", "system"))
          .check(MAIN);
    }
    noClasses()
        .that()
        .resideInAnyPackage(core)
        .should()
        .callMethodWhere(calls(System.class, "currentTimeMillis", "nanoTime"))
        .orShould()
        .callMethodWhere(calls(Thread.class, "sleep"))
        .orShould()
        .callMethodWhere(calls(CompletableFuture.class, "get", "join", "getNow"))
        .orShould()
        .callMethodWhere(calls(Future.class, "get"))
        .orShould()
        .callMethodWhere(calls(Object.class, "wait"))
        .check(MAIN);
  }

  /**
   * A trust book keeps each map that it judged: one for ever would keep strangers' maps. FAULTS
   * H05.
   */
  @Test
  void no_class_keeps_a_trust_book_for_ever() {
    noFields()
        .that()
        .areStatic()
        .and()
        .areNotDeclaredIn(TrustBook.class)
        .should()
        .haveRawType(TrustBook.class)
        .check(MAIN);
    noClasses()
        .that()
        .doNotBelongToAnyOf(TrustBook.class)
        .should()
        .accessField(TrustBook.class, "EMPTY")
        .check(MAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Manager", "Helper", "Util", "Utils", "Impl"})
  void no_class_is_named_after_nothing(String ending) {
    noClasses().should().haveSimpleNameEndingWith(ending).check(MAIN);
  }

  /** A record of many components is several records; its constructor hides mistaken orders. */
  @Test
  void a_record_has_at_most_eight_components() {
    classes()
        .that(describe("are records", JavaClass::isRecord))
        .and()
        .doNotBelongToAnyOf(WIDE_RECORDS.toArray(Class<?>[]::new))
        .should(haveAtMost(MOST_COMPONENTS))
        .check(MAIN);
    assertThat(WIDE_RECORDS)
        .as("exceptions that the rule still needs")
        .allMatch(type -> type.getRecordComponents().length > MOST_COMPONENTS);
  }

  private static ArchCondition<JavaClass> haveAtMost(int components) {
    return new ArchCondition<>("have at most " + components + " components") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        int count = type.reflect().getRecordComponents().length;
        events.add(
            new SimpleConditionEvent(
                type, count <= components, type.getName() + " has " + count + " components"));
      }
    };
  }

  private static void onlyIn(String library, String... packages) {
    noClasses()
        .that(resideOutsideOfPackages(packages))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(MAIN);
  }

  private static com.tngtech.archunit.base.DescribedPredicate<
          com.tngtech.archunit.core.domain.JavaMethodCall>
      calls(Class<?> owner, String... names) {
    return describe(
        owner.getSimpleName() + "." + Arrays.toString(names),
        call ->
            call.getTargetOwner().isAssignableTo(owner)
                && Arrays.asList(names).contains(call.getName()));
  }

  private static String in(String name) {
    return "io.ampwire." + name + "..";
  }

  static List<String> core() {
    return CORE;
  }

  static List<String> adapters() {
    return ADAPTERS;
  }
}
