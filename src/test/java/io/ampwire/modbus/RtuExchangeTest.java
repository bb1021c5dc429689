package io.ampwire.modbus;

import static io.ampwire.modbus.RtuFrameTest.framed;
import static io.ampwire.modbus.RtuFrameTest.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an answer on an RTU line, and what is not; times in ns. */
class RtuExchangeTest {
  private static final long MS = 1_000_000L;
  private static final ModbusRequest ASKED = new ModbusRequest.Read(5, 3, 100, 2);

  private final UnansweredRequests unanswered = new UnansweredRequests();
  private final RtuExchange exchange = new RtuExchange(unanswered);

  /** FAULTS W24. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "6/03 04 00 01 00 02", // another unit
        "5/04 04 00 01 00 02", // another function
        "5/03 02 00 01", // fewer registers
        "5/03 06 00 01 00 02 00 03", // more registers
        "5/06 00 64 00 01", // a late confirmation of a write
        "5/84 02", // a late refusal of another function
      })
  void an_answer_to_another_request_is_dropped_and_the_right_one_is_taken(String other) {
    exchange.begin(ASKED, 0);

    Optional<ModbusResponse> first = receive(frame(other), 1);
    Optional<ModbusResponse> second = receive(framed(5, "03 04 00 07 00 08"), 2);

    assertThat(first).isEmpty();
    assertThat(registers(second)).isEqualTo(hex("00 07 00 08"));
  }

  /** FAULTS W24. */
  @Test
  void the_late_answer_to_an_equal_request_is_not_taken_for_the_answer() {
    exchange.begin(ASKED, 0);
    exchange.begin(ASKED, 1000 * MS);

    Optional<ModbusResponse> late = receive(framed(5, "03 04 00 01 00 01"), 1010 * MS);
    Optional<ModbusResponse> right = receive(framed(5, "03 04 00 02 00 02"), 1050 * MS);

    assertThat(late).isEmpty();
    assertThat(right).isEmpty();
    assertThat(exchange.settle(1299 * MS)).isEmpty();
    assertThat(registers(exchange.settle(1300 * MS))).isEqualTo(hex("00 02 00 02"));
  }

  /** FAULTS W24. */
  @Test
  void the_memory_of_unanswered_requests_outlives_the_connection() {
    exchange.begin(ASKED, 0);
    exchange.abandon(1000 * MS);
    RtuExchange reconnected = new RtuExchange(unanswered);
    reconnected.begin(ASKED, 1500 * MS);
    byte[] late = framed(5, "03 04 00 01 00 01");

    assertThat(reconnected.accept(late, late.length, 1501 * MS)).isEmpty();
  }

  @Test
  void a_single_answer_after_a_missing_one_is_taken_when_the_line_stays_quiet() {
    exchange.begin(ASKED, 0);
    exchange.begin(ASKED, 1000 * MS);
    receive(framed(5, "03 04 00 02 00 02"), 1010 * MS);

    assertThat(registers(exchange.settle(1260 * MS))).isEqualTo(hex("00 02 00 02"));
    exchange.begin(ASKED, 2000 * MS);
    assertThat(receive(framed(5, "03 04 00 03 00 03"), 2001 * MS)).isPresent();
  }

  @Test
  void a_late_answer_that_arrives_while_nothing_is_asked_ends_the_doubt() {
    exchange.begin(ASKED, 0);
    exchange.abandon(1000 * MS);
    receive(framed(5, "03 04 00 01 00 01"), 1100 * MS);
    exchange.begin(ASKED, 1200 * MS);

    assertThat(registers(receive(framed(5, "03 04 00 02 00 02"), 1201 * MS)))
        .isEqualTo(hex("00 02 00 02"));
  }

  /** FAULTS W25. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "05 03 04 00 07 00 08 00 00", // wrong checksum
        "ff ff ff ff ff ff", // noise
        "05 2b 0e 01", // a function that was not requested
        "05 03 ff", // longer than any frame
        "48 54 54 50 2f 31 2e 31", // another protocol
      })
  void bytes_that_are_no_frame_end_the_exchange(String bytes) {
    exchange.begin(ASKED, 0);

    ModbusResponse answer = receive(hex(bytes), 1).orElseThrow();

    assertThat(answer)
        .isInstanceOfSatisfying(
            ModbusResponse.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(ModbusResponse.Reason.MALFORMED));
  }

  @Test
  void an_adapter_that_repeats_the_request_is_named() {
    byte[] request = exchange.begin(new ModbusRequest.Read(1, 3, 0, 2), 0);

    ModbusResponse answer = receive(request, 1).orElseThrow();

    assertThat(answer.toString()).contains("local echo");
  }

  @Test
  void an_answer_is_found_however_it_is_split() {
    byte[] frame = framed(5, "03 04 12 34 56 78");
    for (int cut = 1; cut < frame.length; cut++) {
      exchange.begin(ASKED, 0);
      byte[] rest = java.util.Arrays.copyOfRange(frame, cut, frame.length);
      assertThat(exchange.accept(frame, cut, 1)).isEmpty();
      assertThat(registers(receive(rest, 2))).isEqualTo(hex("12 34 56 78"));
    }
  }

  @Test
  void an_exception_is_an_answer() {
    exchange.begin(ASKED, 0);

    assertThat(receive(framed(5, "83 02"), 1)).contains(new ModbusResponse.Refused(2));
  }

  /** FAULTS W25. */
  @Test
  void no_single_changed_byte_makes_another_answer() {
    byte[] frame = framed(5, "03 04 00 07 00 08");
    for (int at = 0; at < frame.length; at++) {
      for (int flip = 1; flip < 256; flip++) {
        byte[] damaged = frame.clone();
        damaged[at] ^= (byte) flip;
        RtuExchange fresh = new RtuExchange(new UnansweredRequests());
        fresh.begin(ASKED, 0);
        Optional<ModbusResponse> answer = fresh.accept(damaged, damaged.length, 1);
        assertThat(answer.filter(ModbusResponse::valid)).isEmpty();
      }
    }
  }

  /** FAULTS W25. */
  @Test
  void random_bytes_never_throw_and_never_answer() {
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      byte[] noise = new byte[1 + random.nextInt(300)];
      random.nextBytes(noise);
      if (random.nextBoolean()) {
        noise[0] = 5;
      }
      RtuExchange fresh = new RtuExchange(new UnansweredRequests());
      fresh.begin(ASKED, 0);
      assertThat(fresh.accept(noise, noise.length, 1).filter(ModbusResponse::valid)).isEmpty();
    }
  }

  private Optional<ModbusResponse> receive(byte[] bytes, long now) {
    return exchange.accept(bytes, bytes.length, now);
  }

  private static byte[] frame(String unitAndPdu) {
    String[] parts = unitAndPdu.split("/");
    return framed(Integer.parseInt(parts[0]), parts[1]);
  }

  private static byte[] registers(Optional<ModbusResponse> answer) {
    return ((ModbusResponse.Registers) answer.orElseThrow()).bytes();
  }
}
