package io.ampwire.link;

import java.util.Locale;

/**
 * Framing and medium of a connection: Modbus TCP, RTU frames over TCP, or RTU frames on a serial
 * line.
 */
public sealed interface ModbusTransport {
  /** Modbus TCP. */
  ModbusTransport TCP = new Tcp();

  /** RTU frames over TCP. */
  ModbusTransport RTU_OVER_TCP = new RtuOverTcp();

  /** Text of the whole address, as the key {@code host} of the inventory takes it. */
  String uri(String host, int port);

  /** Whether frames have a checksum instead of a transaction id, so that units are 1 to 247. */
  default boolean rtu() {
    return true;
  }

  /** Modbus TCP; a port is a key of its own. */
  record Tcp() implements ModbusTransport {
    @Override
    public String uri(String host, int port) {
      return host + ":" + port;
    }

    @Override
    public boolean rtu() {
      return false;
    }
  }

  /** RTU frames over TCP, as a serial server forwards them. */
  record RtuOverTcp() implements ModbusTransport {
    @Override
    public String uri(String host, int port) {
      String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
      return HostAddress.RTU_OVER_TCP + bracketed + ":" + port;
    }
  }

  /**
   * RTU frames on a serial line with 8 data bits. The host is the path of the device; the port is
   * 0.
   *
   * @param stopBits 1 or 2
   */
  record Serial(int baud, Parity parity, int stopBits) implements ModbusTransport {
    /** Baud rate above which the Modbus specification fixes the silent interval. */
    private static final int FAST = 19_200;

    private static final long FAST_SILENCE = 1_750_000L;
    private static final int DATA_BITS = 8;

    @Override
    public String uri(String host, int port) {
      return HostAddress.SERIAL
          + host
          + "?baud="
          + baud
          + "&parity="
          + parity.label()
          + "&stop="
          + stopBits;
    }

    /** Duration of one character on the line, ns. */
    public long characterNanos() {
      int bits = 1 + DATA_BITS + (parity == Parity.NONE ? 0 : 1) + stopBits;
      return 1_000_000_000L * bits / baud;
    }

    /**
     * Silence between two frames, ns: 3.5 characters, and 1.75 ms above 19200 baud; source: Modbus
     * over Serial Line V1.02, section 2.5.1.1.
     */
    public long silenceNanos() {
      return baud > FAST ? FAST_SILENCE : characterNanos() * 7 / 2;
    }
  }

  /** Parity of a serial line. */
  enum Parity {
    NONE,
    EVEN,
    ODD;

    /** Spelling in the inventory. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
