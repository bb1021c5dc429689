package io.ampwire.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.control.IntentJournal.Intent;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Up and down between versions: what an older one wrote is read, what a newer one wrote is kept.
 */
@Timeout(60)
class FormatsTest {
  private static final ChargerId BAY = new ChargerId("bay-01");
  private static final Path UNVERSIONED = Path.of("src/test/resources/journal/unversioned.mv");

  @TempDir Path folder;
  private final List<String> troubles = new ArrayList<>();

  private IntentStore intents() {
    return new IntentStore(folder, Runnable::run, () -> TestJournal.NOW, troubles::add);
  }

  private Path file() {
    return folder.resolve("backlog.mv");
  }

  private static MVMap<String, Long> figures(MVStore store) {
    MVMap.Builder<String, Long> builder = new MVMap.Builder<>();
    builder.keyType(StringDataType.INSTANCE);
    builder.valueType(LongDataType.INSTANCE);
    return store.openMap("figures", builder);
  }

  /** Says of the file that it is of that format. */
  private void format(long format) {
    try (MVStore store = new MVStore.Builder().fileName(file().toString()).open()) {
      figures(store).put("format", format);
    }
  }

  @Test
  void a_journal_of_before_there_were_formats_is_read_and_gets_one() throws IOException {
    Files.copy(UNVERSIONED, file());
    try (TestJournal backlog = new TestJournal(folder)) {
      assertThat(backlog.all())
          .containsExactly("bay-01 boot-a 1", "bay-01 boot-a 2", "bay-01 boot-a 3");
      backlog.add("bay-01", "boot-b", 1, 1);
      assertThat(backlog.told()).isEmpty();
    }
    try (MVStore store = new MVStore.Builder().fileName(file().toString()).readOnly().open()) {
      assertThat(figures(store).get("format")).isEqualTo(1);
    }
  }

  @Test
  void a_journal_of_a_newer_format_is_put_aside_whole_and_never_over_another() throws IOException {
    for (String aside : List.of("backlog.newer", "backlog.newer.2")) {
      try (TestJournal first = new TestJournal(folder)) {
        first.add("bay-01", "boot-a", 1, 3);
      }
      format(2);
      try (TestJournal second = new TestJournal(folder)) {
        assertThat(second.told()).containsExactly("journal_newer");
        assertThat(second.all()).isEmpty();
        second.add("bay-01", "boot-b", 7, 7);
        assertThat(second.all()).containsExactly("bay-01 boot-b 7");
      }
      assertThat(folder.resolve(aside)).exists();
      Files.delete(file());
    }
    Files.move(folder.resolve("backlog.newer"), file());
    format(1);
    try (TestJournal asItWas = new TestJournal(folder)) {
      assertThat(asItWas.all()).hasSize(3);
    }
  }

  @Test
  void an_intent_of_before_there_were_formats_is_read() throws IOException {
    Files.writeString(folder.resolve("alive"), "#x\nmillis=" + TestJournal.NOW + "\n");
    Files.writeString(
        folder.resolve("bay-01.intent"), "#x\nvalue=16\nby=ems-1\nreference=R\nfirmware=1.2\n");
    assertThat(intents().recall(BAY).orElseThrow().intent())
        .isEqualTo(
            new Intent(Decimal.of(16), Optional.of("ems-1"), Optional.of("R"), Optional.of("1.2")));
    assertThat(troubles).isEmpty();
  }

  @Test
  void an_intent_of_a_newer_format_does_not_resume_and_is_kept_for_whoever_wrote_it()
      throws IOException {
    Intent intent =
        new Intent(Decimal.of(16), Optional.empty(), Optional.empty(), Optional.empty());
    intents().hold(BAY, intent);
    Path file = folder.resolve("bay-01.intent");
    String newer = Files.readString(file).replace("format=1", "format=2");
    Files.writeString(file, newer);

    IntentStore after = intents();
    assertThat(after.recall(BAY)).isEmpty();
    after.hold(BAY, intent);

    assertThat(troubles)
        .singleElement()
        .asString()
        .contains("newer version", "bay-01.intent.newer");
    assertThat(folder.resolve("bay-01.intent.newer")).hasContent(newer);
    assertThat(intents().recall(BAY).orElseThrow().intent()).isEqualTo(intent);
  }
}
