package io.ampwire.journal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Permissions of the bridge's files: folders 0750, files 0640, secrets 0600. On a file system
 * without POSIX permissions nothing changes.
 */
final class FilePermissions {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwxr-x---");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r-----");
  private static final Set<PosixFilePermission> SECRET =
      PosixFilePermissions.fromString("rw-------");

  private FilePermissions() {}

  /** Creates a folder, with its parents, that other users cannot enter. */
  static void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    try {
      restrict(folder, FOLDER);
    } catch (FileSystemException ofAnotherOwner) {
      // A volume that somebody mounted keeps the mode it has; what is in it is restricted all the
      // same.
      return;
    }
  }

  /** Removes all rights of others, and the group's right to write. */
  static void file(Path file) throws IOException {
    restrict(file, FILE);
  }

  /** Removes all rights of the group and others. */
  static void secret(Path file) throws IOException {
    restrict(file, SECRET);
  }

  private static void restrict(Path path, Set<PosixFilePermission> most) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> now = view.readAttributes().permissions();
    Set<PosixFilePermission> fitting = EnumSet.copyOf(most);
    fitting.retainAll(now);
    if (!fitting.equals(now)) {
      view.setPermissions(fitting);
    }
  }
}
