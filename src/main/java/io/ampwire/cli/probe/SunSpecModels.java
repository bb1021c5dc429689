package io.ampwire.cli.probe;

import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Discovery of the models of a SunSpec device. Its registers begin with the text SunS at one of
 * three addresses. Behind it, each model has its id, its length and that many registers; the id
 * FFFFh ends the chain. Source: SunSpec Device Information Model Specification, 1.0.
 */
final class SunSpecModels {
  private static final int HOLDING = 3;
  private static final int[] BASES = {40_000, 0, 50_000};
  private static final int MARK = 0x53756E53;
  private static final int END = 0xFFFF;
  private static final int LAST = 65_535;

  /**
   * Most models that a chain may have; a device whose lengths are wrong must not hold the probe.
   */
  private static final int MOST = 64;

  private final Function<ModbusRequest, ModbusResponse> ask;
  private final int unit;

  /**
   * Model of a device.
   *
   * @param address its first register, which holds the id
   * @param length registers behind its id and its length
   */
  record Model(int id, int address, int length) {
    @Override
    public String toString() {
      return "model " + id + " at " + address + ", " + length + " registers from " + (address + 2);
    }
  }

  SunSpecModels(Function<ModbusRequest, ModbusResponse> ask, int unit) {
    this.ask = ask;
    this.unit = unit;
  }

  /** Returns the models in the order of their addresses; empty for another device. */
  List<Model> discover() {
    for (int base : BASES) {
      Optional<Integer> mark = two(base);
      if (mark.filter(read -> read == MARK).isPresent()) {
        return chain(base + 2);
      }
    }
    return List.of();
  }

  private List<Model> chain(int first) {
    List<Model> models = new ArrayList<>();
    int address = first;
    while (models.size() < MOST && address + 1 <= LAST) {
      Optional<Integer> head = two(address);
      int id = head.map(words -> words >>> 16).orElse(END);
      if (id == END) {
        break;
      }
      int length = head.orElse(0) & 0xFFFF;
      models.add(new Model(id, address, length));
      address += 2 + length;
    }
    return models;
  }

  private Optional<Integer> two(int address) {
    return ask.apply(new ModbusRequest.Read(unit, HOLDING, address, 2))
            instanceof ModbusResponse.Registers registers
        ? Optional.of(ByteBuffer.wrap(registers.bytes()).getInt())
        : Optional.empty();
  }
}
