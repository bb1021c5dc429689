package io.ampwire.journal;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.control.IntentJournal.Found;
import io.ampwire.control.IntentJournal.Intent;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntentStoreTest {
  private static final ChargerId BAY = new ChargerId("bay-01");
  private static final Intent INTENT =
      new Intent(
          Decimal.of(16),
          Optional.of("ems = 1 # ü"),
          Optional.of("EVB3S22N40"),
          Optional.of("1.4.7"));

  @TempDir Path folder;
  private final List<String> troubles = new ArrayList<>();
  private long now = 1_795_374_000_000L;

  private IntentStore intents() {
    return new IntentStore(folder, Runnable::run, () -> now, troubles::add);
  }

  @Test
  void an_intent_survives_the_process_with_the_time_away() {
    intents().hold(BAY, INTENT);
    now += 90_000;
    assertThat(intents().recall(BAY)).contains(new Found(INTENT, Duration.ofSeconds(90)));
    assertThat(troubles).isEmpty();
  }

  @Test
  void away_counts_from_the_last_sign_of_life() {
    IntentStore first = intents();
    first.hold(BAY, INTENT);
    now += 3_600_000;
    first.alive();
    now += 5_000;
    assertThat(intents().recall(BAY).orElseThrow().away()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void a_clock_that_went_back_gives_a_negative_absence() {
    intents().hold(BAY, INTENT);
    now -= 1_000;
    assertThat(intents().recall(BAY).orElseThrow().away()).isNegative();
  }

  @Test
  void a_decimal_is_kept_and_a_value_that_is_damaged_is_none() throws IOException {
    Decimal value = Decimal.parse("10.3").orElseThrow();
    intents().hold(BAY, new Intent(value, Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(Files.readString(folder.resolve("bay-01.intent"))).contains("value=10.3");
    assertThat(intents().recall(BAY).orElseThrow().intent().value()).isEqualTo(value);
    for (String damaged : new String[] {"", "10.", "1e5", "10.3000", "-6", "x"}) {
      Files.writeString(folder.resolve("bay-01.intent"), "format=1\nvalue=" + damaged + "\n");
      assertThat(intents().recall(BAY)).as(damaged).isEmpty();
    }
  }

  @Test
  void the_newest_counts_and_a_dropped_one_is_gone() {
    IntentStore first = intents();
    first.hold(BAY, INTENT);
    first.hold(
        BAY, new Intent(Decimal.of(8), Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(intents().recall(BAY).orElseThrow().intent().value()).isEqualTo(Decimal.of(8));
    first.drop(BAY);
    assertThat(intents().recall(BAY)).isEmpty();
  }

  @Test
  void while_the_disk_is_slow_only_the_newest_goes_there_and_who_drops_is_told_when_it_is_gone() {
    Deque<Runnable> disk = new ArrayDeque<>();
    IntentStore slow = new IntentStore(folder, disk::add, () -> now, troubles::add);
    intents().hold(BAY, INTENT);
    slow.hold(BAY, new Intent(Decimal.of(8), Optional.empty(), Optional.empty(), Optional.empty()));
    var dropped = slow.drop(BAY).toCompletableFuture();
    assertThat(disk).as("one task for both").hasSize(1);
    assertThat(dropped).isNotDone();
    assertThat(intents().recall(BAY)).as("still there").contains(new Found(INTENT, ZERO));

    disk.remove().run();
    assertThat(dropped).isDone();
    assertThat(intents().recall(BAY)).isEmpty();
    assertThat(troubles).isEmpty();
  }

  @Test
  void a_file_of_a_newer_format_is_not_used_and_not_lost() throws IOException {
    intents().hold(BAY, INTENT);
    Path file = folder.resolve("bay-01.intent");
    Files.writeString(file, Files.readString(file).replace("format=1", "format=2"));
    assertThat(intents().recall(BAY)).isEmpty();
    assertThat(folder.resolve("bay-01.intent.newer")).exists();
    assertThat(troubles).singleElement().asString().contains("newer version");
  }

  @Test
  void an_intent_is_given_out_once() {
    intents().hold(BAY, INTENT);
    IntentStore second = intents();
    assertThat(second.recall(BAY)).isPresent();
    assertThat(second.recall(BAY)).isEmpty();
  }

  @Test
  void what_this_process_holds_is_nothing_of_an_earlier_one() {
    IntentStore first = intents();
    first.hold(BAY, INTENT);
    assertThat(first.recall(BAY)).isEmpty();
  }

  /** FAULTS S05. */
  @Test
  void whatever_a_file_holds_nothing_is_thrown_and_no_wrong_value_comes_out() throws IOException {
    intents().hold(BAY, INTENT);
    byte[] whole = Files.readAllBytes(folder.resolve("bay-01.intent"));
    for (int length = 0; length < whole.length; length++) {
      Files.write(folder.resolve("bay-01.intent"), java.util.Arrays.copyOf(whole, length));
      Optional<Found> found = intents().recall(BAY);
      if (found.isPresent()) {
        // Half a value names no device, so it fits none; a whole one may have lost its end.
        Intent half = found.get().intent();
        boolean complete = half.equals(INTENT);
        assertThat(
                complete
                    || !half.reference().equals(INTENT.reference())
                    || !half.firmware().equals(INTENT.firmware())
                    || half.value().equals(Decimal.of(16)))
            .as("cut after %d bytes: %s", length, half)
            .isTrue();
      }
    }
    for (String junk :
        new String[] {
          "value=-5", "value=99999999999999999999", "\\u12", "\0\0", "value=", "value=1"
        }) {
      Files.writeString(folder.resolve("bay-01.intent"), junk);
      assertThat(intents().recall(BAY)).as(junk).isEmpty();
    }
  }

  @Test
  void without_a_sign_of_life_an_intent_is_too_old() throws IOException {
    intents().hold(BAY, INTENT);
    Files.delete(folder.resolve("alive"));
    assertThat(intents().recall(BAY).orElseThrow().away()).isGreaterThan(Duration.ofHours(1));
    Files.writeString(folder.resolve("alive"), "millis=");
    assertThat(intents().recall(BAY).orElseThrow().away()).isGreaterThan(Duration.ofHours(1));
  }

  @Test
  void a_half_written_successor_leaves_the_intent_as_it_was() throws IOException {
    intents().hold(BAY, INTENT);
    Files.writeString(folder.resolve("bay-01.intent.next"), "val");
    assertThat(intents().recall(BAY).orElseThrow().intent()).isEqualTo(INTENT);
  }

  @Test
  void files_of_others_are_left_alone() throws IOException {
    intents().hold(BAY, INTENT);
    Files.writeString(folder.resolve("UPPER case.intent"), "value=3\n");
    Files.createDirectory(folder.resolve("dir.intent"));
    assertThat(intents().recall(BAY)).isPresent();
  }

  @Test
  void a_folder_that_cannot_be_is_told_and_never_thrown() throws IOException {
    folder = Files.writeString(folder.resolve("a-file"), "");
    IntentStore one = intents();
    one.hold(BAY, INTENT);
    one.alive();
    one.drop(BAY);
    int texts = troubles.size();
    one.hold(BAY, INTENT);
    one.alive();
    assertThat(one.recall(BAY)).isEmpty();
    assertThat(texts).isPositive();
    assertThat(troubles.stream().distinct().count())
        .as("the same text each time, so that it is told once")
        .isEqualTo(2);
  }
}
