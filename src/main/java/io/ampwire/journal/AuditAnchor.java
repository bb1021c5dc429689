package io.ampwire.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signed anchor of the audit: where its chain begins and ends. It is stored outside the audit's
 * files and signed with a key of this installation, so that lines removed at either end, an emptied
 * file and rewritten hashes are detected. A process that can read the key and write both can still
 * forge everything.
 */
final class AuditAnchor {
  private static final String NAME = "audit-anchor";
  private static final String KEY = "audit-anchor.key";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final String HEADS = "heads";
  private static final String LAST = "last";
  private static final String LINES = "lines";
  private static final String EARLIER = "earlier";
  private static final String DAMAGE = "damage";
  private static final String SIGNATURE = "signature";

  private final Path folder;
  private final PropertiesFolder files;

  /**
   * Content of the anchor.
   *
   * @param heads the hash that the first remaining line names; more than one while old files are
   *     removed
   * @param last hash of the last line
   * @param lines written since the audit began
   * @param earlier lines before the first anchor, for which it cannot vouch
   * @param damage fault found at a start, empty for none; it is never removed
   */
  record Seal(List<String> heads, String last, long lines, long earlier, String damage) {
    static final Seal NEW = new Seal(List.of(AuditChain.START), AuditChain.START, 0, 0, "");

    Seal {
      heads = List.copyOf(heads);
    }

    Seal with(String line) {
      return new Seal(heads, line, lines + 1, earlier, damage);
    }

    Seal beginning(List<String> now) {
      return new Seal(now, last, lines, earlier, damage);
    }
  }

  /** Result of reading the anchor. */
  sealed interface Found {
    /** The anchor does not exist. */
    record Absent() implements Found {}

    /** The anchor was changed since the bridge wrote it. */
    record Invalid(String why) implements Found {}

    /** The anchor is unchanged since the bridge wrote it. */
    record Valid(Seal seal) implements Found {}
  }

  AuditAnchor(Path folder, Consumer<String> trouble) {
    this.folder = folder;
    this.files = new PropertiesFolder(folder, "the audit's anchor", trouble);
  }

  Found read() {
    Optional<Properties> read = files.read(NAME);
    if (read.isEmpty()) {
      return Files.exists(folder.resolve(NAME))
          ? new Found.Invalid("the anchor cannot be read")
          : new Found.Absent();
    }
    Properties lines = read.get();
    try {
      byte[] key = Files.readAllBytes(folder.resolve(KEY));
      Seal seal =
          new Seal(
              List.of(lines.getProperty(HEADS, "").split(",")),
              lines.getProperty(LAST, ""),
              Long.parseLong(lines.getProperty(LINES, "")),
              Long.parseLong(lines.getProperty(EARLIER, "")),
              lines.getProperty(DAMAGE, ""));
      boolean genuine =
          MessageDigest.isEqual(
              sign(key, seal).getBytes(StandardCharsets.US_ASCII),
              lines.getProperty(SIGNATURE, "").getBytes(StandardCharsets.US_ASCII));
      return genuine
          ? new Found.Valid(seal)
          : new Found.Invalid("the anchor was changed, or signed with another key");
    } catch (IOException | NumberFormatException e) {
      return new Found.Invalid("the anchor or its key cannot be read");
    }
  }

  void write(Seal seal) throws IOException {
    Properties lines = new Properties();
    lines.setProperty(HEADS, String.join(",", seal.heads()));
    lines.setProperty(LAST, seal.last());
    lines.setProperty(LINES, Long.toString(seal.lines()));
    lines.setProperty(EARLIER, Long.toString(seal.earlier()));
    lines.setProperty(DAMAGE, seal.damage());
    lines.setProperty(SIGNATURE, sign(key(), seal));
    files.write(NAME, lines);
  }

  private byte[] key() throws IOException {
    Path file = folder.resolve(KEY);
    if (!Files.exists(file)) {
      byte[] key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      FilePermissions.createFolder(folder);
      Files.createFile(file);
      FilePermissions.secret(file);
      Files.write(file, key);
    }
    return Files.readAllBytes(file);
  }

  private static String sign(byte[] key, Seal seal) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      String text =
          String.join(
              "\n",
              String.join(",", seal.heads()),
              seal.last(),
              Long.toString(seal.lines()),
              Long.toString(seal.earlier()),
              seal.damage());
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return "";
    }
  }
}
