package io.ampwire.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Folder of all data that outlives the process: journal, standing intents, audit and discovery
 * announcements. It belongs to one bridge id, which the file {@value #OWNER} contains. A bridge
 * with another id leaves the data unchanged and uses a subfolder, unless the configuration lets it
 * adopt the data.
 *
 * @param path where this bridge keeps its data
 * @param otherOwner the bridge whose data was found and left unchanged
 */
public record DataFolder(Path path, Optional<String> otherOwner) {
  static final String OWNER = "bridge-id";

  private static final String ANOTHER = "bridge-";

  /**
   * Names of all files of a bridge. A folder that holds other files is not exclusive to the bridge.
   */
  private static final String OWN =
      "backlog|intents|events.*|audit.*|history|homeassistant.*|sparkplug.*"
          + "|evidence|bridge-.*";

  /**
   * Opens the folder of a bridge and creates it if it does not exist. Nothing is thrown: each user
   * of an unwritable folder reports the failure.
   *
   * @param adopt whether data of another bridge becomes this one's
   * @param warn receives warnings for the operator
   */
  public static DataFolder open(Path root, String bridge, boolean adopt, Consumer<String> warn) {
    protect(root, warn);
    Optional<String> owner = owner(root);
    if (owner.isEmpty() || adopt && !owner.get().equals(bridge)) {
      owner.ifPresent(
          other -> warn.accept("data of bridge '" + other + "' in " + root + " adopted"));
      claim(root, bridge, warn);
      return new DataFolder(root, Optional.empty());
    }
    if (owner.get().equals(bridge)) {
      return new DataFolder(root, Optional.empty());
    }
    Path own = root.resolve(ANOTHER + bridge);
    warn.accept(
        "the data in %s belongs to bridge '%s' and is left alone; this bridge uses %s"
                .formatted(root, owner.get(), own)
            + " (ampwire.adopt-data=true takes the data over)");
    return new DataFolder(open(own, bridge, false, warn).path(), owner);
  }

  /** Empty if the folder has no owner file, as in older versions. */
  private static Optional<String> owner(Path root) {
    try {
      return Optional.of(Files.readString(root.resolve(OWNER)).strip());
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.of("unknown");
    }
  }

  private static void claim(Path root, String bridge, Consumer<String> warn) {
    Path next = root.resolve(OWNER + ".next");
    try {
      Files.writeString(next, bridge + "\n", StandardCharsets.UTF_8);
      FilePermissions.file(next);
      try (FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(
          next,
          root.resolve(OWNER),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      warn.accept(root + " cannot be marked as the data of bridge '" + bridge + "': " + e);
    }
  }

  private static void protect(Path root, Consumer<String> warn) {
    try {
      if (!Files.exists(root) || isOnlyOurs(root)) {
        FilePermissions.createFolder(root);
      }
    } catch (IOException e) {
      warn.accept("the data folder " + root + " cannot be protected from others: " + e);
    }
  }

  private static boolean isOnlyOurs(Path root) throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      return all.allMatch(file -> file.getFileName().toString().matches(OWN));
    }
  }
}
