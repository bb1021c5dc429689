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
 * File of the journal. A damaged file is renamed, only the last of them is kept, and a new file
 * begins. Each file of a newer version is renamed and kept. A file that cannot be opened for other
 * reasons stays unchanged.
 */
final class JournalFile {
  private static final String NAME = "backlog.mv";

  private final Path folder;

  /** Result of opening the file. */
  sealed interface Opened {}

  /** The file can be written; an unusable file may have been renamed. */
  record Ready(DocumentStore documents, Optional<Aside> aside) implements Opened {}

  /** Unusable file: the event that reports it, and the reason. */
  record Aside(String event, String why) {}

  /** The file cannot be written now. */
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

  /** Opens the file for reading while it cannot be written. */
  Optional<DocumentStore> read(Set<Long> gone) {
    try {
      return Files.exists(file())
          ? Optional.of(DocumentStore.readOnly(file(), gone))
          : Optional.empty();
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /** Renames a damaged file and returns its new path. */
  Path setAside() throws IOException {
    Path aside = folder.resolve("backlog.damaged");
    return Files.move(file(), aside, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Renames each newer file to a new name, since the version that wrote it can still read it. */
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

  /** Whether the content is damaged, as opposed to a file that is only inaccessible. */
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

  /** Whether a newer version wrote the file, which can still read it. */
  static boolean isNewer(Throwable failure) {
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
