package io.ampwire.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * The journal's file. A damaged file is kept aside, the last of them, and a new one is begun. So is
 * a file of a newer version, and each of those is kept. A file that cannot be opened for other
 * reasons is left as it is.
 */
final class JournalFile {
  private static final String NAME = "backlog.mv";

  private final Path folder;

  /** How the file was opened. */
  sealed interface Opened {}

  /** It can be written; another file may have been put aside. */
  record Ready(DocumentStore shelf, Optional<Aside> aside) implements Opened {}

  /** A file that cannot be used: the event that says so, and why. */
  record Aside(String event, String why) {}

  /** It cannot be written now. */
  record Unavailable(String why) implements Opened {}

  JournalFile(Path folder) {
    this.folder = folder;
  }

  Opened open(long first) {
    try {
      FilePermissions.createFolder(folder);
      return new Ready(open(file(), first), Optional.empty());
    } catch (IOException | RuntimeException failure) {
      return isDamage(failure) ? anew(first, failure) : new Unavailable(why(failure));
    }
  }

  private Opened anew(long first, Throwable found) {
    try {
      Aside aside =
          isNewer(found)
              ? new Aside("journal_newer", "written by a newer version, kept as " + keepNewer())
              : new Aside("journal_damaged", "kept as " + setAside());
      return new Ready(open(file(), first), Optional.of(aside));
    } catch (IOException | RuntimeException failure) {
      return new Unavailable(why(failure));
    }
  }

  private static DocumentStore open(Path file, long first) throws IOException {
    DocumentStore store = DocumentStore.inFile(file, first);
    FilePermissions.file(file);
    return store;
  }

  /** For reading what is there although nothing can be written. */
  Optional<DocumentStore> read(Set<Long> gone) {
    try {
      return Files.exists(file())
          ? Optional.of(DocumentStore.readOnly(file(), gone))
          : Optional.empty();
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /** Where a damaged file is from now on. */
  Path setAside() throws IOException {
    Path aside = folder.resolve("backlog.damaged");
    return Files.move(file(), aside, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Each of them, since the version that wrote it can still read it. */
  private Path keepNewer() throws IOException {
    Path aside = folder.resolve("backlog.newer");
    for (int number = 2; Files.exists(aside); number++) {
      aside = folder.resolve("backlog.newer." + number);
    }
    return Files.move(file(), aside);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file());
  }

  private Path file() {
    return folder.resolve(NAME);
  }

  /** Whether the contents are wrong, and not merely out of reach. */
  static boolean isDamage(Throwable failure) {
    if (failure instanceof IOException) {
      return false;
    }
    if (failure instanceof MVStoreException store) {
      return switch (store.getErrorCode()) {
        case DataUtils.ERROR_FILE_LOCKED, DataUtils.ERROR_WRITING_FAILED, DataUtils.ERROR_CLOSED ->
            false;
        case DataUtils.ERROR_READING_FAILED ->
            !(store.getCause() instanceof IOException) || store.getCause() instanceof EOFException;
        default -> !(store.getCause() instanceof IOException);
      };
    }
    return true;
  }

  private static boolean isNewer(Throwable failure) {
    return failure instanceof DocumentStore.NewerFormat
        || failure instanceof MVStoreException store
            && store.getErrorCode() == DataUtils.ERROR_UNSUPPORTED_FORMAT;
  }

  static String why(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    boolean locked =
        failure instanceof MVStoreException store
            && store.getErrorCode() == DataUtils.ERROR_FILE_LOCKED;
    return locked
        ? "another process uses it"
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
