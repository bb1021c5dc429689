package io.ampwire.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Hash chain of the audit's lines: each line ends in {@code "prev":"<hash of the line before>"}.
 * The first remaining line may name a line that was rotated away. The chain alone does not detect
 * lines removed at its ends or a complete rewrite; {@link AuditAnchor} does.
 *
 * @param lines all complete lines
 * @param broken first position where the chain does not hold
 * @param complete whether the last file ends with a complete line
 */
public record AuditChain(
    List<String> lines, Optional<String> broken, int lastNumber, boolean complete) {
  static final String FOLDER = "audit";
  static final String START = "0".repeat(64);
  private static final String KEY = ",\"prev\":\"";

  /** Reads and checks everything in the folder; an empty folder is an empty chain. */
  public static AuditChain read(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    Optional<String> broken = Optional.empty();
    String expected = "";
    int number = 1;
    boolean complete = true;
    for (Path file : files(folder)) {
      number = number(file);
      // Bytes that are not text must not hide the other lines; they break the chain at their place.
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      complete = text.isEmpty() || text.endsWith("\n");
      List<String> whole = text.lines().toList();
      int count = complete ? whole.size() : whole.size() - 1;
      for (int i = 0; i < count; i++) {
        String line = whole.get(i);
        if (broken.isEmpty() && !expected.isEmpty() && !previous(line).equals(expected)) {
          broken = Optional.of(file.getFileName() + ":" + (i + 1));
        }
        expected = hash(line);
        lines.add(line);
      }
    }
    return new AuditChain(List.copyOf(lines), broken, number, complete);
  }

  /** The hash that the first line names. */
  String head() {
    return lines.isEmpty() ? START : previous(lines.get(0));
  }

  /** Number of lines after the one with that hash; empty if no line has it. */
  OptionalLong linesBehind(String hash) {
    if (hash.equals(START)) {
      return OptionalLong.of(lines.size());
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (hash(lines.get(i)).equals(hash)) {
        return OptionalLong.of(lines.size() - 1L - i);
      }
    }
    return OptionalLong.empty();
  }

  /** The contradiction between chain and anchor; empty if there is none. */
  Optional<String> contradiction(AuditAnchor.Seal seal) {
    if (!seal.damage().isEmpty()) {
      return Optional.of(seal.damage());
    }
    if (linesBehind(seal.last()).isEmpty()) {
      return Optional.of("the last lines were removed or changed");
    }
    return seal.lines() > 0 && !seal.heads().contains(head())
        ? Optional.of("the first lines were removed or changed")
        : Optional.empty();
  }

  /** The hash that a file's first line names. */
  static String head(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.findFirst().map(AuditChain::previous).orElse(START);
    }
  }

  String lastHash() {
    return lines.isEmpty() ? START : hash(lines.get(lines.size() - 1));
  }

  /** The entry, a JSON object, with the hash of the line before as its last key. */
  static String chained(String previous, String entry) {
    return entry.substring(0, entry.length() - 1) + KEY + previous + "\"}";
  }

  static String previous(String line) {
    int at = line.lastIndexOf(KEY);
    return at < 0
        ? ""
        : line.substring(at + KEY.length(), Math.max(at + KEY.length(), line.length() - 2));
  }

  static Path file(Path folder, int number) {
    return folder.resolve("audit-%06d.jsonl".formatted(number));
  }

  static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.getFileName().toString().matches("audit-\\d{6}\\.jsonl"))
          .sorted()
          .toList();
    }
  }

  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceAll("\\D", ""));
  }

  static String hash(String line) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(line.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
