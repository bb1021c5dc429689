package io.ampwire.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The packaged bridge as a process of its own, with ports and a folder of its own. */
final class BridgeProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private static final String BLOCKED = "has been blocked for";

  private final List<String> blocked = Collections.synchronizedList(new ArrayList<>());
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Path directory;
  private final int http = Ports.free();
  private final int management = Ports.free();
  private Path application = JAR;
  private List<String> launcher = List.of();
  private List<String> options = List.of();
  private volatile boolean standsStill;
  private Child child;
  private long startedMillis;

  BridgeProcess(Path directory) {
    this.directory = directory;
    set("quarkus.http.port", Integer.toString(http));
    set("quarkus.management.port", Integer.toString(management));
    set("ampwire.data-dir", directory.resolve("data").toString());
    set("ampwire.clock-mark", directory.resolve("nobody/synchronized").toString());
  }

  BridgeProcess set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  BridgeProcess unset(String key) {
    settings.remove(key);
    return this;
  }

  /** Where its console is. */
  String url() {
    return "http://127.0.0.1:" + http;
  }

  int httpPort() {
    return http;
  }

  int managementPort() {
    return management;
  }

  /** The folder it runs in. */
  Path folder() {
    return directory;
  }

  /** Writes the file into its folder and names it in the setting. */
  BridgeProcess file(String key, String name, String content) {
    Path file = directory.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return set(key, file.toString());
  }

  /** Runs a copy of the application, through a program that gives rights away. */
  BridgeProcess installed(Path jar, List<String> through) {
    application = jar;
    launcher = through;
    return this;
  }

  /** Starts it by that command, which the java command is appended to. */
  BridgeProcess through(List<String> command) {
    launcher = command;
    return this;
  }

  /** Options of the virtual machine. */
  BridgeProcess java(String... given) {
    options = List.of(given);
    return this;
  }

  BridgeProcess start(String... arguments) {
    if (!Files.exists(application)) {
      throw new AssertionError(application + " is missing: run mvn package first");
    }
    List<String> command = new ArrayList<>(launcher);
    command.add(JAVA.toString());
    command.addAll(options);
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", application.toString()));
    command.addAll(List.of(arguments));
    printed.clear();
    startedMillis = System.currentTimeMillis();
    child = new Child(directory, command, this::print);
    return this;
  }

  /** Returns when it is ready, however busy the machine is. */
  BridgeProcess awaitReady() {
    await("a bridge that is ready")
        .atMost(Duration.ofSeconds(150))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> status("/q/health/ready") == 200);
    return this;
  }

  private void print(String line) {
    printed.add(line);
    if (line.contains(BLOCKED) && !standsStill) {
      blocked.add(line);
    }
  }

  /** A test is about to stop the process with a signal: its loops may complain of that. */
  void standStill() {
    standsStill = true;
  }

  /** What Vert.x said of event loops that were held up, in all runs of the process. */
  List<String> blocked() {
    return List.copyOf(blocked);
  }

  long startedMillis() {
    return startedMillis;
  }

  boolean alive() {
    return child.alive();
  }

  long pid() {
    return child.pid();
  }

  /** SIGTERM. */
  void terminate() {
    child.terminate();
  }

  /** SIGKILL, and gone. */
  void kill() {
    child.kill();
    child.exitCode(Duration.ofSeconds(5));
  }

  int exitCode(Duration within) {
    return child.exitCode(within);
  }

  /** All it printed so far. */
  String log() {
    synchronized (printed) {
      return String.join("\n", printed);
    }
  }

  /** Status of a page of the management port; 0 while nobody answers. */
  int status(String path) {
    try {
      return get(path).statusCode();
    } catch (IOException refused) {
      return 0;
    }
  }

  /** A page of the management port. */
  String page(String path) {
    try {
      return get(path).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A value among the metrics; NaN if there is none so called. */
  double metric(String nameAndLabels) {
    return page("/q/metrics")
        .lines()
        .filter(line -> line.startsWith(nameAndLabels + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(nameAndLabels.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  /** A page of the API. */
  String api(String path) {
    try {
      return get(http, path).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> get(String path) throws IOException {
    return get(management, path);
  }

  private HttpResponse<String> get(int port, String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
