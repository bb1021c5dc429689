package io.ampwire.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ampwire.map.ChargerId;
import io.ampwire.session.MinuteRow;
import io.ampwire.session.PowerHistory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinuteFilesTest {
  private static final ChargerId BAY = new ChargerId("bay-01");
  private static final long START = 1_795_374_000_000L / 60_000;
  private static final int WEEK = 7 * 24 * 60;

  @TempDir Path folder;
  private final List<String> trouble = new ArrayList<>();
  private long now = START;

  private MinuteFiles files(Duration age) {
    return new MinuteFiles(
        folder.resolve("minutes"), age, () -> now * 60_000, Runnable::run, trouble::add);
  }

  private static MinuteRow row(long minute, float power) {
    return new MinuteRow(
        minute, power, new float[] {16, 15.5f, Float.NaN}, 16, power * 1000 / 60, 60);
  }

  @Test
  void rows_are_there_after_a_restart() {
    files(Duration.ofDays(7)).add(BAY, row(START, 11));
    files(Duration.ofDays(7)).add(BAY, row(START + 1, 7));

    List<MinuteRow> read = files(Duration.ofDays(7)).read(BAY, START, START + 2);
    assertThat(read).extracting(MinuteRow::minute).containsExactly(START, START + 1);
    assertThat(read.get(0).power()).isEqualTo(11);
    assertThat(read.get(0).currents()).containsExactly(16, 15.5f, Float.NaN);
    assertThat(read.get(0).seconds()).isEqualTo(60);
    assertThat(trouble).isEmpty();
  }

  @Test
  void a_new_file_takes_memory_for_its_rows_only() throws IOException {
    MinuteFiles files = files(Duration.ofDays(400));
    files.add(new ChargerId("before"), row(START, 11));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    files.add(BAY, row(START, 11));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(Files.size(folder.resolve("minutes/bay-01.minutes"))).isGreaterThan(20_000_000);
    assertThat(allocated).isLessThan(200_000);
  }

  @Test
  void both_parts_of_a_minute_count_by_their_seconds() {
    MinuteFiles files = files(Duration.ofDays(7));
    files.add(BAY, new MinuteRow(START, 12, new float[] {18, 18, 18}, 16, 100, 30));
    files.add(BAY, new MinuteRow(START, 6, new float[] {9, 9, Float.NaN}, Float.NaN, 25, 15));

    MinuteRow whole = files.read(BAY, START, START + 1).get(0);
    assertThat(whole.power()).isEqualTo(10);
    assertThat(whole.currents()).containsExactly(15, 15, 18);
    assertThat(whole.limit()).isEqualTo(16);
    assertThat(whole.energy()).isEqualTo(125);
    assertThat(whole.seconds()).isEqualTo(45);
  }

  @Test
  void a_week_takes_less_than_a_megabyte_and_old_minutes_make_room() throws IOException {
    MinuteFiles files = files(Duration.ofDays(7));
    for (int i = 0; i < 2 * WEEK; i += 97) {
      now = START + i;
      files.add(BAY, row(now, i));
    }
    Path file = folder.resolve("minutes/bay-01.minutes");
    assertThat(Files.size(file)).isLessThan(1_000_000);
    assertThat(files.read(BAY, 0, Long.MAX_VALUE))
        .extracting(MinuteRow::minute)
        .allMatch(minute -> minute >= now - WEEK - 1)
        .hasSizeBetween(WEEK / 97, WEEK / 97 + 2);
  }

  @Test
  void seven_days_are_read_well_within_200_ms() {
    MinuteFiles files = files(Duration.ofDays(7));
    for (int i = 0; i < WEEK; i++) {
      now = START + i;
      files.add(BAY, row(now, i % 11));
    }
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long begun = System.nanoTime();
      PowerHistory history =
          new PowerHistory(files.read(BAY, START, START + WEEK), START, START + WEEK, 1);
      best = Math.min(best, System.nanoTime() - begun);
      assertThat(history.power(WEEK - 1)).isEqualTo((WEEK - 1) % 11);
    }
    System.out.printf("minutes: 7 days of one charger read in %.1f ms%n", best / 1e6);
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(200));
  }

  @Test
  void a_torn_row_is_left_out_and_written_anew() throws IOException {
    MinuteFiles files = files(Duration.ofDays(7));
    files.add(BAY, row(START, 11));
    files.add(BAY, row(START + 1, 11));
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("minutes/bay-01.minutes").toFile(), "rw")) {
      file.seek(MinuteFiles.HEAD + START % (WEEK + 1) * MinuteFiles.ROW + 10);
      file.write(0x55);
    }
    assertThat(files.read(BAY, START, START + 2))
        .extracting(MinuteRow::minute)
        .containsExactly(START + 1);
    files.add(BAY, row(START, 3));
    assertThat(files.read(BAY, START, START + 2).get(0).power()).isEqualTo(3);
  }

  @Test
  void another_length_of_the_history_keeps_what_fits() {
    MinuteFiles week = files(Duration.ofDays(7));
    for (int i = 0; i < 200; i++) {
      now = START + i;
      week.add(BAY, row(now, i));
    }
    MinuteFiles hour = files(Duration.ofHours(1));
    hour.add(BAY, row(now, 5));
    assertThat(hour.read(BAY, 0, Long.MAX_VALUE)).hasSizeBetween(60, 62);
    MinuteFiles again = files(Duration.ofDays(7));
    again.add(BAY, row(now + 1, 6));
    assertThat(again.read(BAY, 0, Long.MAX_VALUE)).hasSizeBetween(60, 63);
  }

  @Test
  void a_file_that_is_something_else_is_replaced() throws IOException {
    Files.createDirectories(folder.resolve("minutes"));
    Files.writeString(folder.resolve("minutes/bay-01.minutes"), "not a history");
    MinuteFiles files = files(Duration.ofDays(7));
    assertThat(files.read(BAY, 0, Long.MAX_VALUE)).isEmpty();
    files.add(BAY, row(START, 11));
    assertThat(files.read(BAY, START, START + 1)).hasSize(1);
  }

  @Test
  void a_file_of_a_newer_version_is_kept_for_it() throws IOException {
    MinuteFiles files = files(Duration.ofDays(7));
    files.add(BAY, row(START, 11));
    Path file = folder.resolve("minutes/bay-01.minutes");
    try (RandomAccessFile newer = new RandomAccessFile(file.toFile(), "rw")) {
      newer.seek(4);
      newer.writeInt(2);
    }
    byte[] before = Files.readAllBytes(file);
    files.add(BAY, row(START + 1, 7));
    assertThat(folder.resolve("minutes/bay-01.minutes.newer")).hasBinaryContent(before);
    assertThat(files.read(BAY, 0, Long.MAX_VALUE)).hasSize(1);
    assertThat(trouble).singleElement().asString().contains("newer version");
  }

  @Test
  void a_charger_that_left_long_ago_has_no_file_any_more() throws IOException {
    MinuteFiles files = files(Duration.ofDays(7));
    files.add(BAY, row(START, 11));
    Path file = folder.resolve("minutes/bay-01.minutes");
    now = Files.getLastModifiedTime(file).toMillis() / 60_000 + WEEK - 10;
    files.tidy();
    assertThat(file).exists();
    now += 60;
    files.tidy();
    assertThat(file).doesNotExist();
  }
}
