package io.ampwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.demo.RegisterDevice;
import io.ampwire.demo.RegisterImage;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.map.WordOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coils and discrete inputs over Modbus TCP. */
@Timeout(30)
class BitPointsTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private final RegisterImage image =
      new RegisterImage(WordOrder.HIGH_WORD_FIRST)
          .putU16(19, 1)
          .putU16(20, 0)
          .putU16(21, 1)
          .putU16(22, 1)
          .putU16(23, 0)
          .putU16(24, 0)
          .putU16(25, 1)
          .putU16(26, 1)
          .putU16(27, 1);

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void each_bit_comes_as_one_register(int function) {
    Rig rig = rig();

    ModbusResponse answer = rig.ask(new ModbusRequest.Read(1, function, 19, 9)).join();

    assertThat(((ModbusResponse.Registers) answer).bytes())
        .isEqualTo(Frames.hex("0001 0000 0001 0001 0000 0000 0001 0001 0001"));
  }

  @Test
  void a_coil_is_written_alone_or_with_others() {
    Rig rig = rig();

    assertThat(write(rig, 5, 20, "0001")).isInstanceOf(ModbusResponse.Written.class);
    assertThat(write(rig, 5, 19, "0000")).isInstanceOf(ModbusResponse.Written.class);
    assertThat(write(rig, 15, 22, "0000 0001 0001")).isInstanceOf(ModbusResponse.Written.class);

    assertThat(image.word(19)).isZero();
    assertThat(image.word(20)).isEqualTo(1);
    assertThat(image.word(22)).isZero();
    assertThat(image.word(23)).isEqualTo(1);
    assertThat(image.word(24)).isEqualTo(1);
  }

  private static ModbusResponse write(Rig rig, int function, int address, String registers) {
    return rig.ask(new ModbusRequest.Write(1, function, address, Frames.hex(registers))).join();
  }

  private Rig rig() {
    Rig rig = WIRE.rig(WIRE.charger(RegisterDevice.keepingBits(image)), WIRE.options().linkOnly());
    Wire.soon().until(() -> rig.link().isUp());
    return rig;
  }
}
