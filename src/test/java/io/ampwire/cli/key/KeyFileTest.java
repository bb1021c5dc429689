package io.ampwire.cli.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ampwire.trust.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir Path folder;

  @Test
  void a_key_comes_back_from_its_file_and_only_its_owner_may_read_it() throws IOException {
    Path file = folder.resolve("new/key.pem");
    SigningKey made = new KeyFile(file).create();

    assertThat(new KeyFile(file).read().open().id()).isEqualTo(made.open().id());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_key_that_is_there_is_never_overwritten() throws IOException {
    KeyFile file = new KeyFile(folder.resolve("key.pem"));
    file.create();

    assertThatThrownBy(file::create).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void halves_of_different_keys_and_what_is_no_key_are_refused() throws IOException {
    Path one = folder.resolve("one.pem");
    Path other = folder.resolve("other.pem");
    new KeyFile(one).create();
    new KeyFile(other).create();
    String mixed =
        Files.readString(one).split("-----BEGIN PUBLIC")[0]
            + "-----BEGIN PUBLIC"
            + Files.readString(other).split("-----BEGIN PUBLIC")[1];
    Path third = Files.writeString(folder.resolve("mixed.pem"), mixed);
    Path fourth = Files.writeString(folder.resolve("no.pem"), "nothing");

    assertThatThrownBy(() -> new KeyFile(third).read()).hasMessageContaining("another key");
    assertThatThrownBy(() -> new KeyFile(fourth).read()).hasMessageContaining("both halves");
  }
}
