package io.ampwire.decode;

import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Every register of a device, all ones until something is put there. */
public final class RegisterFile {
  private final RegisterMap map;
  private final int[] words = new int[65536];
  private WordOrder order;

  public RegisterFile(RegisterMap map, WordOrder order) {
    this.map = map;
    this.order = order;
    Arrays.fill(words, 0xFFFF);
  }

  /** From now on numbers are put in that order. */
  public RegisterFile in(WordOrder other) {
    order = other;
    return this;
  }

  /** First address of a point. */
  public int address(String name) {
    return map.point(name).orElseThrow().address();
  }

  public int word(int address) {
    return words[address];
  }

  public RegisterFile word(int address, int value) {
    words[address] = value;
    return this;
  }

  /** Two registers, high word first. */
  public RegisterFile words(int address, long value) {
    return word(address, (int) (value >>> 16) & 0xFFFF).word(address + 1, (int) value & 0xFFFF);
  }

  /** Two characters a register, the first in the high byte. */
  public RegisterFile text(int address, String text) {
    for (int i = 0; i < text.length(); i += 2) {
      int low = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      word(address + i / 2, text.charAt(i) << 8 | low);
    }
    return this;
  }

  public RegisterFile put(String name, double value) {
    Point point = map.point(name).orElseThrow();
    boolean single = point.type() == ValueType.F32;
    long bits = single ? Float.floatToRawIntBits((float) value) & 0xFFFFFFFFL : (long) value;
    for (int i = 0; i < point.registers(); i++) {
      int shift = 16 * (order.lowWordFirst() ? i : point.registers() - 1 - i);
      words[point.address() + i] = (int) (bits >>> shift) & 0xFFFF;
    }
    return this;
  }

  public RegisterFile put(String name, String text) {
    Point point = map.point(name).orElseThrow();
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < point.registers(); i++) {
      words[point.address() + i] = at(bytes, 2 * i) << 8 | at(bytes, 2 * i + 1);
    }
    return this;
  }

  private static int at(byte[] bytes, int i) {
    return i < bytes.length ? bytes[i] & 0xFF : 0;
  }

  /** Registers as on the wire. */
  public byte[] bytes(int address, int count) {
    byte[] bytes = new byte[2 * count];
    for (int i = 0; i < count; i++) {
      bytes[2 * i] = (byte) (words[address + i] >> 8);
      bytes[2 * i + 1] = (byte) words[address + i];
    }
    return bytes;
  }

  /** As if every point had just been read. */
  public Capture capture() {
    Capture capture = new Capture(map);
    map.points().forEach(p -> capture.put(p, bytes(p.address(), p.registers()), 0));
    return capture;
  }

  /** A charging car: three phases of 16 A, every law of the map obeyed. */
  public RegisterFile charging() {
    double[] amps = {16.1, 15.9, 16.0};
    double[] volts = {231.2, 229.4, 230.6};
    double total = 0;
    for (int i = 0; i < 3; i++) {
      double kw = amps[i] * volts[i] * 0.99 / 1000;
      total += kw;
      put("current_phase_" + (i + 1), amps[i]).put("voltage_phase_" + (i + 1), volts[i]);
      put("power_active_phase_" + (i + 1), kw);
    }
    put("current_phase_avg", 16.0).put("voltage_phase_avg", 230.4).put("power_factor", 0.99);
    put("power_active_phase_tot", total).put("power_apparent_tot", total / 0.99);
    put("power_reactive_tot", Math.sqrt(Math.pow(total / 0.99, 2) - total * total));
    put("frequence", 50.02).put("ev_state", 8).put("ocpp_status", 3).put("ev_presence", 1);
    put("energy_active_total", 21008).put("session_energy", 6946);
    put("contactor_charging_time", 1800).put("session_charging_time", 2000);
    return common();
  }

  /** No car: mains voltage, and zeros where nothing flows. */
  public RegisterFile idle() {
    charging();
    for (String phase : new String[] {"1", "2", "3", "avg"}) {
      put("current_phase_" + phase, 0);
    }
    for (String phase : new String[] {"phase_1", "phase_2", "phase_3", "phase_tot"}) {
      put("power_active_" + phase, 0);
    }
    put("power_apparent_tot", 0).put("power_reactive_tot", 0).put("power_factor", 0);
    put("contactor_charging_time", 0).put("session_charging_time", 0).put("session_energy", 0);
    return put("ev_state", 2).put("ocpp_status", 1).put("ev_presence", 0);
  }

  private RegisterFile common() {
    put("major_version_digit", 1).put("minor_version_digit", 4).put("build_version_digit", 7);
    put("lifebit", 0).put("set_command", 0).put("command_status", 0).put("set_point", 16);
    put("degraded_set_point_mono", 10).put("degraded_set_point_tri", 10);
    put("last_stop_cause", 0).put("error_group_bitfield", 0).put("error_code_bitfield", 0);
    return put("model_register", 7).put("commercial_reference", "EVB3S22N40");
  }
}
