package io.ampwire.link;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Value of the key {@code host}: a host name or address for Modbus TCP, {@code
 * rtu+tcp://HOST:PORT}, or {@code serial:///dev/DEVICE?baud=19200&parity=even&stop=1}.
 *
 * @param host name or address; for a serial line, the path of its device
 * @param port the port inside the value; 0 for a serial line, empty for Modbus TCP
 */
public record HostAddress(String host, OptionalInt port, ModbusTransport transport) {
  /** Beginning of an address for RTU frames over TCP. */
  public static final String RTU_OVER_TCP = "rtu+tcp://";

  /** Beginning of the address of a serial line. */
  public static final String SERIAL = "serial://";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:%-]{1,253}");
  private static final Pattern SOCKET =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)\\]|([^:\\[\\]/?#@]+)):([0-9]{1,5})/?");
  private static final Pattern DEVICE = Pattern.compile("/dev/[A-Za-z0-9._:+/-]{1,200}");
  private static final String SERIAL_FORM = "serial:///dev/ttyUSB0?baud=19200&parity=even&stop=1";
  private static final String SOCKET_FORM = "rtu+tcp://192.0.2.20:4001";
  private static final Set<Integer> BAUDS =
      Set.of(1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400);

  /** Value that is not an address; the message names the mistake and the remedy. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Parses the value.
   *
   * @throws Malformed if it is none of the three forms
   */
  public static HostAddress parse(String text) throws Malformed {
    if (text.startsWith(RTU_OVER_TCP)) {
      return socket(text.substring(RTU_OVER_TCP.length()));
    }
    if (text.startsWith(SERIAL)) {
      return serial(text.substring(SERIAL.length()));
    }
    if (text.contains("://")) {
      throw new Malformed(
          "unknown scheme '"
              + text.substring(0, text.indexOf("://"))
              + "', known are rtu+tcp and serial; a host name alone is Modbus TCP");
    }
    if (!NAME.matcher(text).matches()) {
      throw new Malformed("not a host name or address: '" + text + "'");
    }
    return new HostAddress(text, OptionalInt.empty(), ModbusTransport.TCP);
  }

  /** The endpoint of the address. */
  public ModbusDialer.Endpoint endpoint(int otherwise) {
    return new ModbusDialer.Endpoint(host, port.orElse(otherwise), Optional.empty(), transport);
  }

  private static HostAddress socket(String rest) throws Malformed {
    Matcher matcher = SOCKET.matcher(rest);
    if (!matcher.matches()) {
      throw new Malformed(
          "'" + RTU_OVER_TCP + rest + "' is not host and port; write " + SOCKET_FORM);
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    int port = Integer.parseInt(matcher.group(3));
    if (!NAME.matcher(host).matches()) {
      throw new Malformed("not a host name or address: '" + host + "'");
    }
    if (port < 1 || port > 65535) {
      throw new Malformed("port must be 1..65535, not " + port);
    }
    return new HostAddress(host, OptionalInt.of(port), ModbusTransport.RTU_OVER_TCP);
  }

  private static HostAddress serial(String rest) throws Malformed {
    int mark = rest.indexOf('?');
    String device = mark < 0 ? rest : rest.substring(0, mark);
    boolean plain = List.of(device.split("/")).stream().noneMatch(".."::equals);
    if (!DEVICE.matcher(device).matches() || !plain || device.endsWith("/")) {
      throw new Malformed(
          "'" + device + "' is not the path of a device under /dev; write " + SERIAL_FORM);
    }
    int baud = 19_200;
    ModbusTransport.Parity parity = ModbusTransport.Parity.EVEN;
    int stop = 1;
    Set<String> given = new HashSet<>();
    String query = mark < 0 ? "" : rest.substring(mark + 1);
    for (String part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      if (!given.add(key)) {
        throw new Malformed("'" + key + "' is given twice; write " + SERIAL_FORM);
      }
      switch (key) {
        case "baud" -> baud = baud(value);
        case "parity" -> parity = parity(value);
        case "stop" -> stop = stop(value);
        default ->
            throw new Malformed(
                "unknown parameter '" + key + "' of a serial line, known are baud, parity, stop");
      }
    }
    return new HostAddress(
        device, OptionalInt.of(0), new ModbusTransport.Serial(baud, parity, stop));
  }

  private static int baud(String value) throws Malformed {
    for (int known : BAUDS) {
      if (Integer.toString(known).equals(value)) {
        return known;
      }
    }
    throw new Malformed(
        "baud must be one of "
            + String.join(", ", BAUDS.stream().sorted().map(String::valueOf).toList())
            + ", not '"
            + value
            + "'");
  }

  private static ModbusTransport.Parity parity(String value) throws Malformed {
    for (ModbusTransport.Parity parity : ModbusTransport.Parity.values()) {
      if (parity.label().equals(value.toLowerCase(Locale.ROOT))) {
        return parity;
      }
    }
    throw new Malformed("parity must be none, even or odd, not '" + value + "'");
  }

  private static int stop(String value) throws Malformed {
    if (value.equals("1") || value.equals("2")) {
      return value.charAt(0) - '0';
    }
    throw new Malformed("stop must be 1 or 2 stop bits, not '" + value + "'");
  }
}
