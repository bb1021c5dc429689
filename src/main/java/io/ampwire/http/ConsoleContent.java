package io.ampwire.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The console's HTML pages, their scripts and styles, and its one front-end library. A page is a
 * file of its own under {@code console/pages} with its title, styles and script in a comment at the
 * top; the head, the header and the navigation around it stand once in {@code console/page.html}.
 * The head names every module that the script imports, so that a browser asks for all of them at
 * once instead of level by level. The library's version stands once in the build.
 */
final class ConsoleContent {
  /** Addresses of the pages; {@code pages.js} of the console has the same table. */
  static final List<String> NAMES =
      List.of(
          "index", "charger", "groups", "sessions", "events", "library", "map", "upload", "login");

  private static final String HTML = "text/html;charset=UTF-8";
  private static final String SCRIPT = "text/javascript;charset=UTF-8";
  private static final String STYLE = "text/css;charset=UTF-8";
  private static final String LIBRARY = "/console/lib/";
  private static final Pattern IMPORT = Pattern.compile("\\bfrom \"(?:\\./|/console/)([^\"]+)\";");
  private static final String UPLOT = "META-INF/maven/org.webjars.npm/uplot/pom.properties";
  private static final Map<String, String> NAVIGATION = new LinkedHashMap<>();

  static {
    NAVIGATION.put("index", "Chargers");
    NAVIGATION.put("groups", "Groups");
    NAVIGATION.put("sessions", "Sessions");
    NAVIGATION.put("events", "Events");
    NAVIGATION.put("library", "Library");
  }

  private final Map<String, StaticAnswer> answers = new LinkedHashMap<>();
  private final byte[] notFound;

  /** What a GET of one address answers. */
  record StaticAnswer(String type, byte[] body, String tag) {}

  /** Reads and puts together all of it. */
  ConsoleContent() {
    String folder = "META-INF/resources/webjars/uplot/" + version() + "/dist/";
    add(LIBRARY + "uPlot.esm.js", SCRIPT, bytes(folder + "uPlot.esm.js"));
    add(LIBRARY + "uPlot.min.css", STYLE, bytes(folder + "uPlot.min.css"));
    String shell = text("console/page.html");
    for (String name : NAMES) {
      add(address(name), HTML, page(shell, name).getBytes(StandardCharsets.UTF_8));
    }
    add("/index.html", HTML, answers.get("/").body);
    notFound = page(shell, "not-found").getBytes(StandardCharsets.UTF_8);
  }

  private void add(String path, String type, byte[] body) {
    answers.put(
        path, new StaticAnswer(type, body, '"' + ConditionalResponse.digest(body, type) + '"'));
  }

  /** The text of a script or style of the console, which is served from now on. */
  private String file(String path, String type) {
    if (!answers.containsKey(path)) {
      add(path, type, bytes("META-INF/resources" + path));
    }
    return new String(answers.get(path).body, StandardCharsets.UTF_8);
  }

  /** The answer at that address, if the console has it. */
  Optional<StaticAnswer> at(String path) {
    return Optional.ofNullable(answers.get(path));
  }

  /** The page for an address that has none. */
  byte[] notFound() {
    return notFound.clone();
  }

  static String address(String name) {
    return name.equals("index") ? "/" : "/" + name + ".html";
  }

  private String page(String shell, String name) {
    String file = text("console/pages/" + name + ".html");
    int end = file.indexOf("-->\n");
    Map<String, String> settings =
        file.substring(0, end)
            .lines()
            .filter(line -> line.contains(": "))
            .collect(
                Collectors.toMap(line -> line.split(": ", 2)[0], line -> line.split(": ", 2)[1]));
    boolean navigation = settings.containsKey("skip");
    return shell
        .replace("{title}", settings.get("title"))
        .replace("{styles}", styles(settings.get("styles")))
        .replace("{modules}\n", modules(settings.get("script")))
        .replace("{script}", settings.get("script"))
        .replace(
            "{skip}\n",
            navigation
                ? "    <a class=\"skip\" href=\"#main\">Skip to " + settings.get("skip") + "</a>\n"
                : "")
        .replace("{nav}\n", navigation ? navigation(name) : "")
        .replace("{strip}\n", navigation ? strip(settings.get("live").equals("yes")) : "")
        .replace("{main}\n", file.substring(end + 4).indent(4));
  }

  private String styles(String paths) {
    Stream.of(paths.split(" ")).forEach(path -> file(path, STYLE));
    return Stream.of(paths.split(" "))
        .map(path -> "    <link rel=\"stylesheet\" href=\"" + path + "\">")
        .collect(Collectors.joining("\n"));
  }

  /** Links to the modules that the script imports, directly or through another one. */
  private String modules(String script) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> unread = new ArrayDeque<>(List.of(script));
    while (!unread.isEmpty()) {
      IMPORT
          .matcher(file(unread.remove(), SCRIPT))
          .results()
          .map(imported -> "/console/" + imported.group(1))
          .filter(found::add)
          .forEach(unread::add);
    }
    return found.stream()
        .map(path -> "    <link rel=\"modulepreload\" href=\"" + path + "\">\n")
        .collect(Collectors.joining());
  }

  private static String navigation(String current) {
    String links =
        NAVIGATION.entrySet().stream()
            .map(
                entry ->
                    "        <a href=\"%s\"%s>%s</a>\n"
                        .formatted(
                            address(entry.getKey()),
                            entry.getKey().equals(current) ? " aria-current=\"page\"" : "",
                            entry.getValue()))
            .collect(Collectors.joining());
    return "      <nav class=\"pages\" aria-label=\"Pages\">\n"
        + links
        + "      </nav>\n      <div class=\"account\" id=\"account\"></div>\n";
  }

  /** The state of the bridge, which a script fills in; a live page says whether it is. */
  private static String strip(boolean live) {
    return "    <div class=\"strip\" role=\"region\" aria-label=\"Bridge\">\n"
        + "      <div class=\"items\" id=\"strip\"></div>\n"
        + (live ? "      <p class=\"link\" id=\"link\" data-link=\"waiting\">Connecting</p>\n" : "")
        + "    </div>\n";
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream file = open(UPLOT)) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static String text(String resource) {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String resource) {
    try (InputStream file = open(resource)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource);
    if (file == null) {
      throw new IOException(resource + " is missing from the application");
    }
    return file;
  }
}
