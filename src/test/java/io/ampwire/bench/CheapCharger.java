package io.ampwire.bench;

import java.nio.ByteBuffer;

/**
 * A charger with the EVlink Pro AC's registers that costs next to nothing: its readings stand
 * still, low word first, and agree with each other so that physics can prove their order. It is for
 * measuring the bridge's cost, and proves nothing about a decoder.
 */
final class CheapCharger {
  private static final int METER = 2999;
  private static final int CONTROL = 4000;
  private static final int ILLEGAL_ADDRESS = 2;
  private static final int ILLEGAL_FUNCTION = 1;

  private final short[] meter = new short[224];
  private final short[] control = new short[80];
  private long lastBeat;
  private long longestGap;
  private long beats;
  private long polls;
  private long requests;

  CheapCharger(int index) {
    java.util.Arrays.fill(meter, (short) 0xFFFF);
    java.util.Arrays.fill(control, (short) 0xFFFF);
    double total = 0;
    double current = 0;
    double voltage = 0;
    for (int phase = 0; phase < 3; phase++) {
      double amps = 9.5 + index % 20 + phase * 0.25;
      double volts = 229.5 + index % 7 + phase;
      double kilowatts = amps * volts * 0.97 / 1000;
      real(2999 + 2 * phase, amps);
      real(3027 + 2 * phase, volts);
      real(3053 + 2 * phase, kilowatts);
      total += kilowatts;
      current += amps / 3;
      voltage += volts / 3;
    }
    real(3009, current);
    real(3035, voltage);
    real(3059, total);
    real(3067, total / 0.97 * Math.sqrt(1 - 0.97 * 0.97));
    real(3075, total / 0.97);
    real(3083, 0.97);
    real(3109, 50.02);
    meter[3203 - METER] = (short) (21_000 + index);
    meter[3204 - METER] = meter[3205 - METER] = meter[3206 - METER] = 0;
    for (int i = 0; i < 24; i++) {
      control[i] = 0;
    }
    control[4] = 99;
    control[5] = control[6] = 8;
    control[7] = 600;
    control[9] = 900;
    control[12] = (short) (7_000 + index);
    byte[] reference =
        "EVB3S22N40M\0\0\0\0\0\0\0\0\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    for (int i = 0; i < 10; i++) {
      control[60 + i] = (short) (reference[2 * i] << 8 | reference[2 * i + 1]);
    }
  }

  private void real(int address, double value) {
    int bits = Float.floatToIntBits((float) value);
    meter[address - METER] = (short) bits;
    meter[address + 1 - METER] = (short) (bits >>> 16);
  }

  /** Answers the request that begins at the frame's position, header and all. */
  void answer(ByteBuffer frame, ByteBuffer out, long nanos) {
    requests++;
    int at = frame.position();
    int function = frame.get(at + 7);
    int address = frame.getShort(at + 8) & 0xFFFF;
    int value = frame.getShort(at + 10) & 0xFFFF;
    out.putShort(frame.getShort(at)).putShort((short) 0);
    if (function == 3) {
      read(address, value, frame.get(at + 6), out);
    } else if (function == 6) {
      write(address, value, nanos);
      out.putShort((short) 6).put(frame.get(at + 6)).put((byte) 6);
      out.putShort((short) address).putShort((short) value);
    } else {
      refuse(function, ILLEGAL_FUNCTION, frame.get(at + 6), out);
    }
  }

  private void read(int address, int count, byte unit, ByteBuffer out) {
    if (count > 125 || !has(address, count)) {
      refuse(3, ILLEGAL_ADDRESS, unit, out);
      return;
    }
    if (address == METER) {
      polls++;
    }
    out.putShort((short) (3 + 2 * count)).put(unit).put((byte) 3).put((byte) (2 * count));
    for (int i = address; i < address + count; i++) {
      out.putShort(word(i));
    }
  }

  private static boolean has(int address, int count) {
    int end = address + count;
    return address >= METER && end <= METER + 224
        || address >= CONTROL && end <= CONTROL + 80
        || count == 1 && (address == 1 || address == 150 || address == 1150)
        || address >= 1212 && end <= 1215;
  }

  private short word(int address) {
    if (address >= CONTROL) {
      return control[address - CONTROL];
    }
    if (address >= METER) {
      return meter[address - METER];
    }
    return switch (address) {
      case 1 -> 8;
      case 150 -> 3;
      case 1150 -> 1;
      default -> 3;
    };
  }

  private void write(int address, int value, long nanos) {
    if (address == CONTROL) {
      // Consumed at once: the register reads 0 again.
      if (lastBeat != 0) {
        longestGap = Math.max(longestGap, nanos - lastBeat);
      }
      lastBeat = nanos;
      beats++;
    } else if (address > CONTROL && address < CONTROL + 80) {
      control[address - CONTROL] = (short) value;
    }
  }

  private static void refuse(int function, int code, byte unit, ByteBuffer out) {
    out.putShort((short) 3).put(unit).put((byte) (function | 0x80)).put((byte) code);
  }

  /** Counts from now on. */
  void forget() {
    polls = requests = beats = 0;
    lastBeat = longestGap = 0;
  }

  long polls() {
    return polls;
  }

  long requests() {
    return requests;
  }

  long beats() {
    return beats;
  }

  /** Longest time between two lifebits, ns; 0 before there were two. */
  long longestGap() {
    return longestGap;
  }
}
