package io.ampwire.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.ChargerId;
import io.ampwire.map.WordOrder;
import io.ampwire.trust.FirmwareBaseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineStoreTest {
  private static final ChargerId BAY = new ChargerId("bay-01");
  private static final FirmwareBaseline BASELINE = baseline("1.4.7");

  @TempDir Path folder;
  private final List<String> troubles = new ArrayList<>();

  private static FirmwareBaseline baseline(String firmware) {
    return new FirmwareBaseline(
        "schneider-evlink-pro-ac",
        Optional.of("EVB3S22N40 = ü"),
        Optional.of(firmware),
        Optional.of(WordOrder.LOW_WORD_FIRST),
        Set.of("ev_state", "lifebit"),
        Set.of("ev_state"));
  }

  private BaselineStore store() {
    return new BaselineStore(folder, Runnable::run, troubles::add);
  }

  @Test
  void a_baseline_survives_the_process() {
    store().keep(BAY, BASELINE);
    assertThat(store().recall(BAY)).contains(BASELINE);
    store().keep(BAY, baseline("1.4.8"));
    assertThat(store().recall(BAY)).contains(baseline("1.4.8"));
    assertThat(troubles).isEmpty();
  }

  @Test
  void what_is_not_known_stays_unknown() {
    FirmwareBaseline bare =
        new FirmwareBaseline(
            "m", Optional.empty(), Optional.of("2"), Optional.empty(), Set.of(), Set.of());
    store().keep(BAY, bare);
    assertThat(store().recall(BAY)).contains(bare);
  }

  @Test
  void a_charger_that_left_the_inventory_leaves_no_file() {
    store().keep(BAY, BASELINE);
    store().removed(BAY);
    assertThat(folder).isEmptyDirectory();
    assertThat(store().recall(BAY)).isEmpty();
  }

  /** FAULTS D15. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "map=m\nfirmware=1.4.7\nanswered=\nknown=",
        "map=m\nanswered=\nknown=\n",
        "map=m\nfirmware=1\nword-order=sideways\nanswered=\nknown=\n",
        "map=m\nfirmware=\\u00zz\nanswered=\nknown=\n",
        "\u0000\u0001\u0002\n"
      })
  void a_damaged_file_is_reported_and_counts_as_no_baseline(String text) throws IOException {
    Files.writeString(folder.resolve("bay-01.firmware"), text);
    BaselineStore store = store();
    assertThat(store.recall(BAY)).isEmpty();
    assertThat(troubles).singleElement().asString().contains("bay-01.firmware is damaged");
    store.keep(BAY, BASELINE);
    assertThat(store().recall(BAY)).contains(BASELINE);
  }

  @Test
  void while_the_disk_is_slow_one_write_waits_for_each_charger() {
    Deque<Runnable> disk = new ArrayDeque<>();
    BaselineStore store = new BaselineStore(folder, disk::add, troubles::add);
    for (int version = 0; version < 1000; version++) {
      store.keep(BAY, baseline("1." + version));
    }
    assertThat(disk).hasSize(1);
    disk.remove().run();
    assertThat(store().recall(BAY)).contains(baseline("1.999"));
  }
}
