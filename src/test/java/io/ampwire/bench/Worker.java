package io.ampwire.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A main class of these tests as a process of its own, asked line by line. */
public final class Worker implements AutoCloseable {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final Process process;
  private final Writer asks;
  private final BufferedReader answers;

  /** Returns when the worker says that it listens. */
  public Worker(List<String> options, String mainClass, String classPath, String... arguments) {
    List<String> command = new ArrayList<>(List.of(JAVA.toString()));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(List.of(arguments));
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      asks = process.outputWriter(StandardCharsets.UTF_8);
      answers =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String first = answers.readLine();
      if (!"listening".equals(first)) {
        throw new IllegalStateException(mainClass + " does not start: " + first);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Counts from now on. */
  public void forget() {
    say("forget");
  }

  /** What it counted, by name. */
  public Map<String, Double> report() {
    say("report");
    try {
      Map<String, Double> report = new LinkedHashMap<>();
      for (String pair : answers.readLine().split(" ")) {
        int equals = pair.indexOf('=');
        report.put(pair.substring(0, equals), Double.parseDouble(pair.substring(equals + 1)));
      }
      return report;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(String line) {
    try {
      asks.write(line + "\n");
      asks.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
