package io.ampwire.system;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A real Chromium, led by a script that prints what it found as one JSON object. */
final class Browser {
  private static final Path SCRIPTS = Path.of("src/test/browser");
  private static final Duration PATIENCE =
      Duration.ofMinutes(Integer.getInteger("browser.minutes", 4));

  private Browser() {}

  static JsonNode run(String script, String... arguments) {
    String node = Programs.require("node");
    Programs.require("chromium");
    if (!Files.isDirectory(SCRIPTS.resolve("node_modules"))) {
      Programs.missing(SCRIPTS + " has no node_modules: run npm ci there");
    }
    List<String> command = new ArrayList<>(List.of(node, script));
    command.addAll(List.of(arguments));
    List<String> printed = Collections.synchronizedList(new ArrayList<>());
    try (Child child = new Child(SCRIPTS, command, printed::add)) {
      int code = child.exitCode(PATIENCE);
      if (code != 0 || printed.isEmpty()) {
        return fail(script + " ended with " + code + ": " + String.join("\n", printed));
      }
      return new ObjectMapper().readTree(printed.get(printed.size() - 1));
    } catch (JsonProcessingException e) {
      return fail(script + " printed no JSON: " + String.join("\n", printed), e);
    }
  }
}
