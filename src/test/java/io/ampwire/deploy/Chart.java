package io.ampwire.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The chart as Helm itself lints and renders it. */
final class Chart {
  private static final Path FOLDER = Path.of("helm");

  private Chart() {}

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  /** The names of the chart's examples. */
  static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
      return files
          .map(file -> file.getFileName().toString().replace("-values.yaml", ""))
          .sorted()
          .toList();
    }
  }

  /** What one of the chart's examples renders, with settings on top, each {@code key=value}. */
  static List<Manifest> render(String example, String... settings) {
    return render(FOLDER, example, settings);
  }

  /** What values files render, each over those before it. */
  static List<Manifest> render(List<Path> values) {
    TemplateCommand template = template(FOLDER);
    values.forEach(template::withValuesFile);
    return parse(template.call());
  }

  /** The smallest example with its hooks, which the library leaves out, as plain objects. */
  static List<Manifest> renderHooks(Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(FOLDER.relativize(file));
        Files.createDirectories(target.getParent());
        Files.writeString(target, Files.readString(file).replace("helm.sh/hook", "was/hook"));
      }
    }
    return render(copy, "minimal");
  }

  private static List<Manifest> render(Path chart, String example, String... settings) {
    TemplateCommand template =
        template(chart).withValuesFile(FOLDER.resolve("ci/" + example + "-values.yaml"));
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      template.set(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return parse(template.call());
  }

  private static TemplateCommand template(Path chart) {
    return new Helm(chart)
        .template()
        .withName("depot")
        .withNamespace("charging")
        .withKubeVersion("1.29.0");
  }

  /** The bridge's environment by name; of a value that comes from elsewhere, where from. */
  static Map<String, Object> environment(List<Manifest> rendered) {
    return Manifest.one(rendered, "Deployment").list("spec.template.spec.containers.0.env").stream()
        .collect(
            Collectors.toMap(
                e -> (String) e.at("name"),
                e -> Optional.ofNullable(e.at("value")).orElse(e.content())));
  }

  @SuppressWarnings("unchecked")
  static List<Manifest> parse(String rendered) {
    List<Manifest> manifests = new ArrayList<>();
    for (Object document : new Yaml().loadAll(rendered)) {
      if (document != null) {
        manifests.add(new Manifest((Map<String, Object>) document));
      }
    }
    return manifests;
  }
}
