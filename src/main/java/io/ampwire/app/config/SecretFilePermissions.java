package io.ampwire.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Permission rule for files that hold a secret: owner and group may read them, only the owner may
 * write them. Symbolic links are followed, because mounted secrets are links. File systems without
 * POSIX permissions pass the check.
 */
public final class SecretFilePermissions {
  private static final Set<PosixFilePermission> REFUSED =
      EnumSet.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private SecretFilePermissions() {}

  /** Why the file is refused, with the command that fixes it; empty if its mode is strict. */
  public static Optional<String> fault(Path file) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      return mode.stream().anyMatch(REFUSED::contains)
          ? Optional.of(
              "%s is open to other users (%s); run: chmod 0640 %s"
                  .formatted(file, PosixFilePermissions.toString(mode), file))
          : Optional.empty();
    } catch (UnsupportedOperationException windows) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(file + " cannot be read");
    }
  }
}
