package io.ampwire.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the API says of itself: complete, with examples that hold, and true of what it answers. */
@QuarkusTest
@TestProfile(DemoProfile.class)
class OpenApiTest {
  private static final List<Class<? extends Annotation>> VERBS =
      List.of(GET.class, POST.class, PUT.class, DELETE.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TestHTTPResource URI root;
  private JsonNode api;

  @BeforeEach
  void read() throws Exception {
    api = JSON.readTree(get("/q/openapi?format=json"));
  }

  private String get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(root.resolve(path)).build(), BodyHandlers.ofString())
        .body();
  }

  private record Operation(String name, JsonNode node) {}

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : api.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        operations.add(
            new Operation(
                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                operation.getValue()));
      }
    }
    return operations;
  }

  @Test
  void every_route_is_described_and_nothing_that_is_no_route() {
    Set<String> routes = new TreeSet<>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ampwire.http")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .forEach(
                type -> {
                  String base = type.getAnnotationOfType(Path.class).value();
                  type.getMethods()
                      .forEach(
                          method -> {
                            String own =
                                method.isAnnotatedWith(Path.class)
                                    ? "/" + method.getAnnotationOfType(Path.class).value()
                                    : "";
                            String path = (base + own).replaceAll("//+", "/");
                            VERBS.stream()
                                .filter(method::isAnnotatedWith)
                                .forEach(verb -> routes.add(verb.getSimpleName() + " " + path));
                          });
                });
    routes.removeAll(Set.of("GET /api/{rest: .*}", "GET /q/openapi"));

    assertThat(api.get("openapi").asText()).startsWith("3.1");
    assertThat(operations())
        .extracting(Operation::name)
        .containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void every_operation_has_a_name_schemas_examples_and_refusals() {
    Set<String> ids = new HashSet<>();
    for (Operation operation : operations()) {
      assertThat(operation.node().path("summary").asText()).as(operation.name()).isNotBlank();
      assertThat(ids.add(operation.node().path("operationId").asText())).isTrue();
      assertThat(operation.node().at("/responses/default").isMissingNode())
          .as(operation.name())
          .isFalse();
      assertThat(contents(operation.node())).as(operation.name()).isNotEmpty();
      for (JsonNode content : contents(operation.node())) {
        assertThat(content.has("schema")).as(operation.name()).isTrue();
        assertThat(content.has("example")).as(operation.name()).isTrue();
      }
    }
  }

  @Test
  void every_example_satisfies_its_schema() {
    int checked = 0;
    for (Operation operation : operations()) {
      for (JsonNode content : contents(operation.node())) {
        JsonNode example = content.get("example");
        assertThat(faults(content.get("schema"), example)).as(operation.name()).isEmpty();
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(20);
  }

  @Test
  void what_the_api_answers_is_what_it_says() throws Exception {
    for (Operation operation : operations()) {
      JsonNode schema =
          resolved(operation.node().at("/responses/200")).at("/content/application~1json/schema");
      // The demo has no group, so there is none to ask for.
      boolean ofGroup = operation.name().contains("/groups/{name}");
      if (operation.name().startsWith("GET ") && !ofGroup && !schema.isMissingNode()) {
        String path =
            operation
                .name()
                .substring("GET ".length())
                .replace("/chargers/{id}", "/chargers/bay-01")
                .replace("{id}", "schneider-evlink-pro-ac");
        isDescribed(path, schema, JSON.readTree(get(path)));
      }
    }
    String table = "name,address,type\na,0,U16\n";
    HttpRequest post =
        HttpRequest.newBuilder(root.resolve("/api/v1/maps/import?id=x"))
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString(table))
            .build();
    JsonNode made = JSON.readTree(http.send(post, BodyHandlers.ofString()).body());
    isDescribed("import", ref("Import"), made);
    isDescribed("refusal", ref("Problem"), JSON.readTree(get("/api/v1/maps/nope")));
  }

  private static JsonNode ref(String name) {
    return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
  }

  private void isDescribed(String what, JsonNode schema, JsonNode answer) {
    assertThat(faults(schema, answer)).as(what).isEmpty();
    List<String> strange = new ArrayList<>();
    strange(List.of(schema), answer, what, strange);
    assertThat(strange).as("keys that no schema has").isEmpty();
  }

  /** Every body of an operation, its own and those it refers to. */
  private List<JsonNode> contents(JsonNode operation) {
    List<JsonNode> holders = new ArrayList<>();
    operation.path("responses").forEach(holders::add);
    holders.add(operation.path("requestBody"));
    List<JsonNode> contents = new ArrayList<>();
    holders.forEach(holder -> resolved(holder).path("content").forEach(contents::add));
    return contents;
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? resolved(api.at(node.get("$ref").asText().substring(1))) : node;
  }

  private List<String> faults(JsonNode schema, JsonNode value) {
    ObjectNode whole = JSON.createObjectNode();
    whole.set("components", api.get("components"));
    whole.setAll((ObjectNode) schema.deepCopy());
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(whole.toString())
        .validate(value)
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** Keys of a value that none of the schemas has. */
  private void strange(List<JsonNode> schemas, JsonNode value, String path, List<String> found) {
    List<JsonNode> all = new ArrayList<>();
    schemas.forEach(schema -> flatten(schema, all));
    if (value.isArray()) {
      List<JsonNode> items =
          all.stream().filter(s -> s.has("items")).map(s -> s.get("items")).toList();
      value.forEach(item -> strange(items, item, path + "[]", found));
    } else if (value.isObject()) {
      boolean open = all.stream().anyMatch(schema -> schema.has("additionalProperties"));
      value
          .properties()
          .forEach(
              field -> {
                List<JsonNode> own =
                    all.stream()
                        .map(schema -> schema.path("properties").path(field.getKey()))
                        .filter(schema -> !schema.isMissingNode())
                        .toList();
                if (own.isEmpty() && !open) {
                  found.add(path + "." + field.getKey());
                }
                strange(own, field.getValue(), path + "." + field.getKey(), found);
              });
    }
  }

  private void flatten(JsonNode schema, List<JsonNode> all) {
    JsonNode here = resolved(schema);
    all.add(here);
    here.path("allOf").forEach(part -> flatten(part, all));
    here.path("oneOf").forEach(part -> flatten(part, all));
  }
}
