package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class MapSchemaTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.resource("schemas/register-map-1.schema.json"));

  @Test
  void every_shipped_map_satisfies_the_published_schema() {
    Map<String, String> texts = Files.library().texts();
    assertThat(texts).isNotEmpty();
    texts.forEach((id, text) -> assertThat(SCHEMA.validate(json(text))).as(id).isEmpty());
  }

  @Test
  void a_map_that_uses_every_key_satisfies_reader_and_schema_alike() {
    String text = Files.resource("maps/everything.yaml");
    assertThat(SCHEMA.validate(json(text))).isEmpty();
    assertThat(MapReader.read("everything.yaml", text)).isInstanceOf(MapReader.Parsed.class);
  }

  @Test
  void unknown_keys_and_types_are_refused_by_the_schema_too() {
    String text = Files.library().texts().get(Files.SHIPPED);
    assertThat(SCHEMA.validate(json(text + "colour: green\n"))).isNotEmpty();
    assertThat(SCHEMA.validate(json(text.replace("type: U32BE", "type: U33BE")))).isNotEmpty();
    assertThat(SCHEMA.validate(json(text.replace("    registers: 10\n", "")))).isNotEmpty();
  }

  private static JsonNode json(String yaml) {
    return new ObjectMapper().valueToTree(new Yaml().<Object>load(yaml));
  }
}
