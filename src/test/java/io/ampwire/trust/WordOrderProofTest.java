package io.ampwire.trust;

import static io.ampwire.map.WordOrder.HIGH_WORD_FIRST;
import static io.ampwire.map.WordOrder.LOW_WORD_FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Capture;
import io.ampwire.decode.RegisterFile;
import io.ampwire.map.Evlink;
import io.ampwire.map.WordOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordOrderProofTest {
  private static final long SECOND = 1_000_000_000L;

  private final WordOrderProof proof = new WordOrderProof(Evlink.MAP);
  private long now = -7 * SECOND;

  @ParameterizedTest
  @EnumSource(names = {"HIGH_WORD_FIRST", "LOW_WORD_FIRST"})
  void live_readings_prove_their_order_with_the_third_poll(WordOrder order) {
    Capture live = registers(order).charging().capture();
    for (int poll = 1; poll <= 2; poll++) {
      see(live);
      assertThat(proof.verdict().state()).isEqualTo(WordOrderVerdict.State.PROVING);
      assertThat(proof.verdict().order()).isEmpty();
    }
    see(live);
    assertThat(proof.verdict().state()).isEqualTo(WordOrderVerdict.State.PROVED);
    assertThat(proof.verdict().order()).hasValue(order);
    assertThat(proof.verdict().why()).contains("voltage_phase_1", "power_active_phase_tot");
  }

  @ParameterizedTest
  @EnumSource(names = {"HIGH_WORD_FIRST", "LOW_WORD_FIRST"})
  void an_idle_charger_proves_it_by_its_mains_voltage(WordOrder order) {
    see(registers(order).idle().capture(), 3);
    assertThat(proof.verdict().order()).hasValue(order);
    assertThat(proof.verdict().why()).contains("voltage_phase_1").doesNotContain("current");
  }

  @Test
  void zeros_prove_nothing() {
    RegisterFile zeros = registers(LOW_WORD_FIRST);
    Evlink.MAP.points().forEach(p -> zeros.word(p.address(), 0).word(p.end() - 1, 0));
    see(zeros.capture(), 300);
    assertThat(proof.verdict().state()).isEqualTo(WordOrderVerdict.State.PROVING);
  }

  @Test
  void a_device_that_answers_only_gaps_proves_nothing() {
    see(registers(LOW_WORD_FIRST).capture(), 300);
    assertThat(proof.verdict().order()).isEmpty();
  }

  @Test
  void random_registers_prove_nothing() {
    for (long seed = 1; seed <= 1000; seed++) {
      WordOrderProof fresh = new WordOrderProof(Evlink.MAP);
      Random random = new Random(seed);
      for (int poll = 0; poll < 5; poll++) {
        RegisterFile noise = registers(LOW_WORD_FIRST);
        for (int i = 2999; i < 4080; i++) {
          noise.word(i, random.nextInt(0x10000));
        }
        fresh.observe(noise.capture(), poll * SECOND, false);
      }
      assertThat(fresh.verdict().order()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void one_point_alone_is_not_enough() {
    see(registers(LOW_WORD_FIRST).put("voltage_phase_1", 231).capture(), 30);
    assertThat(proof.verdict().order()).isEmpty();
    see(registers(LOW_WORD_FIRST).put("voltage_phase_1", 231).put("frequence", 50).capture(), 3);
    assertThat(proof.verdict().order()).hasValue(LOW_WORD_FIRST);
  }

  @Test
  void readings_that_speak_for_both_orders_start_the_count_again() {
    Capture live = registers(LOW_WORD_FIRST).charging().capture();
    RegisterFile torn = registers(LOW_WORD_FIRST).charging();
    torn.in(HIGH_WORD_FIRST).put("voltage_phase_2", 230);
    see(live, 2);
    see(torn.capture());
    see(live, 2);
    assertThat(proof.verdict().order()).isEmpty();
    see(live);
    assertThat(proof.verdict().order()).hasValue(LOW_WORD_FIRST);
  }

  @Test
  void the_other_order_in_between_starts_the_count_again() {
    see(registers(LOW_WORD_FIRST).charging().capture(), 2);
    see(registers(HIGH_WORD_FIRST).charging().capture(), 2);
    assertThat(proof.verdict().order()).isEmpty();
    see(registers(HIGH_WORD_FIRST).charging().capture());
    assertThat(proof.verdict().order()).hasValue(HIGH_WORD_FIRST);
  }

  @Test
  void a_poll_that_says_nothing_starts_the_count_again() {
    Capture live = registers(LOW_WORD_FIRST).charging().capture();
    see(live, 2);
    see(registers(LOW_WORD_FIRST).capture());
    see(live, 2);
    assertThat(proof.verdict().order()).isEmpty();
  }

  @Test
  void after_ten_minutes_it_is_undecided_and_may_still_be_proved_later() {
    Capture silent = registers(LOW_WORD_FIRST).capture();
    see(silent, 600);
    assertThat(proof.verdict().state()).isEqualTo(WordOrderVerdict.State.PROVING);
    see(silent);
    assertThat(proof.verdict().state()).isEqualTo(WordOrderVerdict.State.UNDECIDED);
    see(registers(LOW_WORD_FIRST).idle().capture(), 3);
    assertThat(proof.verdict().state()).isEqualTo(WordOrderVerdict.State.PROVED);
  }

  @Test
  void a_reset_forgets_the_verdict() {
    see(registers(LOW_WORD_FIRST).charging().capture(), 3);
    proof.reset();
    assertThat(proof.verdict().state()).isEqualTo(WordOrderVerdict.State.PROVING);
    see(registers(HIGH_WORD_FIRST).charging().capture(), 3);
    assertThat(proof.verdict().order()).hasValue(HIGH_WORD_FIRST);
  }

  @Test
  void the_published_traces_alone_prove_low_word_first() {
    RegisterFile traces = registers(HIGH_WORD_FIRST);
    words(traces, 2999, 0xbe77, 0x4157, 0x0e56, 0x4157, 0x1893, 0x4156);
    words(traces, 3027, 0x0000, 0x436c, 0xe666, 0x436e, 0x0000, 0x436d);
    words(traces, 3059, 0xd35a, 0x4118);
    words(traces, 3203, 0x5210, 0x0000, 0x0000, 0x0000);
    words(traces, 4012, 0x1b22, 0x0000);
    words(traces, 4004, 0x000f);
    words(traces, 1, 8);
    see(traces.capture(), 3);
    assertThat(proof.verdict().order()).hasValue(LOW_WORD_FIRST);
    assertThat(proof.verdict().why())
        .contains("voltage_phase_1", "current_phase_1", "power_active_phase_tot");
    assertThat(proof.verdict().integers().order()).hasValue(LOW_WORD_FIRST);
    assertThat(proof.verdict().integers().proved()).isFalse();
  }

  private static RegisterFile registers(WordOrder order) {
    return new RegisterFile(Evlink.MAP, order);
  }

  private static void words(RegisterFile file, int address, int... words) {
    for (int i = 0; i < words.length; i++) {
      file.word(address + i, words[i]);
    }
  }

  private void see(Capture capture, int polls) {
    for (int i = 0; i < polls; i++) {
      see(capture);
    }
  }

  private void see(Capture capture) {
    proof.observe(capture, now, false);
    now += SECOND;
  }
}
