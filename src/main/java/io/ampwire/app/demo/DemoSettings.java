package io.ampwire.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Settings that a demo chooses by itself before any server listens: free ports, and an empty folder
 * for data and caches that is deleted at the end, so that each start is independent of earlier
 * ones. What the user sets stays.
 */
public final class DemoSettings {
  private static final String WANTED = "ampwire.demo";
  private static final String DATA = "ampwire.data-dir";

  /**
   * Vert.x' folder for files out of jars; without it an empty folder stays in the temporary one.
   */
  private static final String CACHE = "vertx.cacheDirBase";

  private static final int TRIES = 50;

  private static volatile Optional<Path> folder = Optional.empty();
  private static volatile List<String> moves = List.of();

  private DemoSettings() {}

  /** Whether a system property or the environment asks for the demo. */
  public static boolean wanted() {
    return set(WANTED).filter(value -> value.strip().equalsIgnoreCase("true")).isPresent();
  }

  /** Chooses the ports of the console and of management, and the data folder. */
  public static void choose() {
    moves = new ArrayList<>();
    int console = free("quarkus.http.port", 8080, -1, "the console");
    free("quarkus.management.port", 9000, console, "management");
    Path made = temporary();
    folder = Optional.of(made);
    if (set(DATA).isEmpty()) {
      System.setProperty(DATA, made.resolve("data").toString());
    }
    if (set(CACHE).isEmpty()) {
      System.setProperty(CACHE, made.resolve("cache").toString());
    }
  }

  /** Lines about the ports of the console and of management that differ from the usual ones. */
  static List<String> moves() {
    return moves;
  }

  /**
   * Returns the line about a port that gave way.
   *
   * @param variable environment variable that chooses the port
   */
  static String moved(String what, int wanted, int port, String variable) {
    return "Port %d is taken, so %s is on %d (%s chooses another)."
        .formatted(wanted, what, port, variable);
  }

  /** Deletes the folder that {@link #choose} made. */
  public static void forget() {
    folder.ifPresent(DemoSettings::delete);
    folder = Optional.empty();
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("ampwire-demo");
    } catch (IOException e) {
      throw new UncheckedIOException("the demo needs a temporary folder: " + e.getMessage(), e);
    }
  }

  private static void delete(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("ampwire: the demo's folder " + root + " stays: " + e.getMessage());
    }
  }

  private static Optional<String> set(String key) {
    return Optional.ofNullable(System.getProperty(key))
        .or(() -> Optional.ofNullable(System.getenv(variable(key))));
  }

  private static String variable(String key) {
    return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  private static int free(String key, int first, int taken, String what) {
    Optional<String> wanted = set(key);
    if (wanted.isPresent()) {
      return wanted.filter(port -> port.matches("[0-9]{1,5}")).map(Integer::parseInt).orElse(-1);
    }
    for (int port = first; port < first + TRIES; port++) {
      if (port != taken && isFree(port)) {
        System.setProperty(key, Integer.toString(port));
        if (port != first) {
          moves.add(moved(what, first, port, variable(key)));
        }
        return port;
      }
    }
    return first;
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
