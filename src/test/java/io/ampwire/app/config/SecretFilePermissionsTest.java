package io.ampwire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilePermissionsTest {
  @TempDir Path folder;

  private Path file(String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "correct-horse-4711\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  /** FAULTS S24. */
  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw------x", "rw-----w-", "rwxrwxrwx"})
  void a_file_that_others_can_read_or_write_is_refused_with_the_command_that_mends_it(String mode)
      throws IOException {
    Path file = file(mode);
    assertThat(SecretFilePermissions.fault(file))
        .hasValue(file + " is open to other users (" + mode + "); run: chmod 0640 " + file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "r--r-----", "r--------"})
  void a_file_of_its_owner_and_group_is_taken(String mode) throws IOException {
    assertThat(SecretFilePermissions.fault(file(mode))).isEmpty();
  }

  @Test
  void a_link_counts_as_what_it_points_to_as_mounted_secrets_are_links() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file("rw-r--r--"));
    assertThat(SecretFilePermissions.fault(link)).isPresent();
    Path strict = Files.createSymbolicLink(folder.resolve("strict"), file("r--r-----"));
    assertThat(SecretFilePermissions.fault(strict)).isEmpty();
  }
}
