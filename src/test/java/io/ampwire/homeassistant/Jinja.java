package io.ampwire.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ampwire.system.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Home Assistant's template engine, run on many templates at once. */
public final class Jinja {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCRIPT = Path.of("src/test/resources/homeassistant/render.py");

  private final String python = Programs.requirePython("jinja2", "python3-jinja2");
  private final ArrayNode questions = JSON.createArrayNode();
  private final List<Question> asked = new ArrayList<>();

  /**
   * A template and what it is run on.
   *
   * @param where for who reads a failure
   * @param entity as it was announced
   */
  public record Question(String where, JsonNode entity, JsonNode payload) {}

  /**
   * What came of it.
   *
   * @param warnings what Home Assistant would write to its log
   */
  public record Answer(Question question, String text, List<String> warnings) {}

  /** Runs the entity's value template on a document of its topic. */
  public void value(String where, JsonNode entity, JsonNode payload) {
    questions
        .addObject()
        .put("template", entity.get("value_template").asText())
        .set("payload", payload);
    asked.add(new Question(where, entity, payload));
  }

  /** Runs the entity's command template on what the user chose. */
  public void command(String where, JsonNode entity, String value) {
    questions
        .addObject()
        .put("template", entity.get("command_template").asText())
        .put("value", value);
    asked.add(new Question(where, entity, JSON.getNodeFactory().textNode(value)));
  }

  /** All answers, in the order of the questions. */
  public List<Answer> answers() throws IOException, InterruptedException {
    Path input = Files.createTempFile("templates", ".json");
    Path output = Files.createTempFile("rendered", ".json");
    try {
      Files.write(input, JSON.writeValueAsBytes(questions));
      Process process =
          new ProcessBuilder(python, SCRIPT.toString())
              .redirectInput(input.toFile())
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(process.waitFor()).as("exit code of " + SCRIPT).isZero();
      JsonNode rendered = JSON.readTree(output.toFile());
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < asked.size(); i++) {
        List<String> warnings = new ArrayList<>();
        rendered.get(i).get("warnings").forEach(warning -> warnings.add(warning.asText()));
        answers.add(new Answer(asked.get(i), rendered.get(i).get("text").asText(), warnings));
      }
      return answers;
    } finally {
      Files.delete(input);
      Files.delete(output);
    }
  }
}
