package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTimeTest {
  private static final long YEAR_2200 = 7_258_118_400_000L;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Test
  void a_time_reads_as_the_library_writes_it() {
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      long millis = (long) (random.nextDouble() * YEAR_2200);
      assertThat(Json.time(millis)).isEqualTo(TIME.format(Instant.ofEpochMilli(millis)));
    }
  }

  @Test
  void every_field_is_filled_up_with_zeros() {
    assertThat(Json.time(0)).isEqualTo("1970-01-01T00:00:00.000Z");
    assertThat(Json.time(1_795_374_000_007L)).isEqualTo("2026-11-22T19:00:00.007Z");
    assertThat(Json.time(-1)).isEqualTo("1969-12-31T23:59:59.999Z");
  }
}
