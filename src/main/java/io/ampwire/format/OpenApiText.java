package io.ampwire.format;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** OpenAPI description of this build, as JSON or YAML. */
public final class OpenApiText {
  private static final String FILE = "META-INF/openapi.yaml";

  private OpenApiText() {}

  public static byte[] yaml() {
    return Resources.text(FILE).getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] json() {
    Map<String, Object> tree =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Resources.text(FILE));
    return TreeJson.write(tree);
  }
}
