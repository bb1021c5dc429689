package io.ampwire.format;

import io.ampwire.fleet.ChargerEntry;
import io.ampwire.link.HostAddress;
import io.ampwire.link.ModbusTls;
import io.ampwire.link.ModbusTransport;
import io.ampwire.map.RegisterMap;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Reader of the keys that say where a charger answers: host, port, unit and tls. */
final class AddressReader {
  private static final int LAST_ON_A_LINE = 247;

  private AddressReader() {}

  static ChargerEntry.Address read(
      YamlNode own, Settings of, Optional<RegisterMap> map, int connector, Duration timeout) {
    HostAddress host = host(own.need("host"));
    Optional<ModbusTls> tls = TlsReader.read(of.at("tls"));
    int usual = map.map(m -> m.link().unit()).orElse(1);
    int unit = Scalars.integer(of.at("unit"), usual, 0, 255);
    int port;
    if (host.transport().rtu()) {
      port = host.port().orElseThrow();
      refuse(own.at("port"), "the key port belongs to Modbus TCP; remove it, 'host' says where");
      refuse(of.at("tls"), "tls is for Modbus TCP; remove it, or take a host name as 'host'");
      onALine(own, of, unit);
    } else {
      int standard = map.map(m -> m.link().port()).orElse(502);
      port = Scalars.integer(of.at("port"), tls.isPresent() ? ModbusTls.PORT : standard, 1, 65535);
    }
    return new ChargerEntry.Address(
        host.host(), port, unit, tls, timeout, host.transport(), connector);
  }

  /** Broadcasts are never answered, and a serial line reserves the units above 247. */
  private static void onALine(YamlNode own, Settings of, int unit) {
    if (unit < 1 || unit > LAST_ON_A_LINE) {
      YamlNode place = of.at("unit").present() ? of.at("unit") : own.at("host");
      place.fault(
          "units on a serial line are 1..247, not "
              + unit
              + "; set 'unit' to the bus address of the charger");
    }
  }

  private static void refuse(YamlNode node, String why) {
    if (node.present()) {
      node.fault(why);
    }
  }

  private static HostAddress host(YamlNode node) {
    String text = Scalars.text(node, "");
    try {
      return HostAddress.parse(text);
    } catch (HostAddress.Malformed malformed) {
      if (node.present()) {
        node.fault(malformed.getMessage());
      }
      return new HostAddress(text, OptionalInt.empty(), ModbusTransport.TCP);
    }
  }
}
