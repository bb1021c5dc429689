package io.ampwire.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.control.IntentJournal;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DataFolderTest {
  private static final ChargerId BAY = new ChargerId("bay-01");

  @TempDir Path parent;
  private final List<String> warnings = new ArrayList<>();

  private DataFolder open(String bridge, boolean adopt) {
    return DataFolder.open(parent.resolve("data"), bridge, adopt, warnings::add);
  }

  private IntentStore intents(DataFolder folder) {
    return new IntentStore(
        folder.path().resolve("intents"), Runnable::run, () -> TestJournal.NOW, warnings::add);
  }

  private void leaveDataOf(String bridge) {
    DataFolder folder = open(bridge, false);
    intents(folder)
        .hold(
            BAY,
            new IntentJournal.Intent(
                Decimal.of(13), Optional.of("ems-1"), Optional.empty(), Optional.empty()));
    try (TestJournal journal = new TestJournal(folder.path().resolve("backlog"))) {
      journal.add("bay-01", "boot-b", 1, 3);
    }
  }

  /** FAULTS J04. */
  @Test
  void another_bridge_finds_neither_intents_nor_documents_and_says_whose_they_are() {
    leaveDataOf("b");
    DataFolder other = open("other", false);

    assertThat(other.otherOwner()).contains("b");
    assertThat(intents(other).recall(BAY)).isEmpty();
    try (TestJournal journal = new TestJournal(other.path().resolve("backlog"))) {
      assertThat(journal.all()).isEmpty();
    }
    assertThat(warnings).singleElement().asString().contains("bridge 'b'", "ampwire.adopt-data");
  }

  /** FAULTS J04. */
  @Test
  void the_bridge_whose_data_it_is_finds_it_again_after_another_ran_there() {
    leaveDataOf("b");
    leaveDataOf("other");
    DataFolder back = open("b", false);

    assertThat(back.otherOwner()).isEmpty();
    assertThat(intents(back).recall(BAY)).isPresent();
    try (TestJournal journal = new TestJournal(back.path().resolve("backlog"))) {
      assertThat(journal.all()).hasSize(3);
    }
  }

  @Test
  void data_is_taken_over_only_when_asked_and_then_for_good() {
    leaveDataOf("b");
    assertThat(intents(open("other", true)).recall(BAY)).isPresent();
    assertThat(open("other", false).otherOwner()).isEmpty();
    assertThat(open("b", false).otherOwner()).contains("other");
  }

  @Test
  void a_folder_of_a_version_without_the_mark_belongs_to_the_first_that_opens_it()
      throws IOException {
    leaveDataOf("b");
    Files.delete(parent.resolve("data/bridge-id"));
    assertThat(intents(open("b", false)).recall(BAY)).isPresent();
    assertThat(open("other", false).otherOwner()).contains("b");
  }

  /** FAULTS J06. */
  @Test
  void others_can_enter_no_folder_and_read_no_file() throws IOException {
    leaveDataOf("b");
    try (Stream<Path> all = Files.walk(parent.resolve("data"))) {
      for (Path path : all.toList()) {
        String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        assertThat(permissions).as(path.toString()).endsWith("---");
      }
    }
    assertThat(Files.getPosixFilePermissions(parent.resolve("data/intents/bay-01.intent")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_folder_that_holds_more_than_the_bridges_data_keeps_its_permissions() throws IOException {
    Path data = Files.createDirectory(parent.resolve("data"));
    Files.writeString(data.resolve("somebody-elses"), "");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    open("b", false);
    assertThat(Files.getPosixFilePermissions(data))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
