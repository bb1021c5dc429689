package io.ampwire.cli;

import io.ampwire.link.HostAddress;
import io.ampwire.link.ModbusDialer.Endpoint;
import java.time.Duration;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * Command-line options of a Modbus connection, apart from its host; several commands share them.
 */
public class DialOptions {
  private static final int HIGHEST_PORT = 65535;
  private static final int HIGHEST_UNIT = 255;

  @Spec(Target.MIXEE)
  CommandSpec spec;

  @Option(names = "--port", paramLabel = "PORT", description = "TCP port; default: the map's")
  Integer port;

  @Option(names = "--unit", paramLabel = "UNIT", description = "Modbus unit; default: the map's")
  Integer unit;

  @Option(
      names = "--timeout",
      paramLabel = "MS",
      defaultValue = "2000",
      description = "longest wait for an answer, default ${DEFAULT-VALUE} ms")
  int timeout;

  public Duration timeout() {
    return Duration.ofMillis(timeout);
  }

  public int port(int otherwise) {
    return checked("--port", port, otherwise, HIGHEST_PORT);
  }

  /**
   * The endpoint of a host as the command line spells it; the key {@code host} is spelled alike.
   */
  public Endpoint endpoint(String host, int defaultPort) {
    try {
      HostAddress address = HostAddress.parse(host);
      if (address.transport().rtu() && port != null) {
        throw new ParameterException(
            spec.commandLine(), "--port belongs to Modbus TCP; --host " + host + " says where");
      }
      return address.endpoint(port(defaultPort));
    } catch (HostAddress.Malformed e) {
      throw new ParameterException(spec.commandLine(), "--host: " + e.getMessage(), e);
    }
  }

  public int unit(int otherwise) {
    return checked("--unit", unit, otherwise, HIGHEST_UNIT);
  }

  public OptionalInt unit() {
    return unit == null ? OptionalInt.empty() : OptionalInt.of(unit(0));
  }

  private int checked(String option, Integer given, int otherwise, int highest) {
    int value = given == null ? otherwise : given;
    if (value < 0 || value > highest) {
      throw new ParameterException(
          spec.commandLine(), option + " must be 0.." + highest + ", not " + value);
    }
    return value;
  }
}
