package io.ampwire.cli;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which device a command talks to: options that several commands share. */
final class Connection {
  private static final int HIGHEST_PORT = 65535;
  private static final int HIGHEST_UNIT = 255;

  @Spec(Target.MIXEE)
  CommandSpec spec;

  @Option(names = "--host", required = true, paramLabel = "HOST", description = "name or address")
  String host;

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

  /**
   * @param spacing how long the device wants to rest between an answer and the next request
   */
  Wire open(int defaultPort, Duration spacing) {
    return new Wire(host, port(defaultPort), Duration.ofMillis(timeout), spacing);
  }

  int port(int otherwise) {
    return checked("--port", port, otherwise, HIGHEST_PORT);
  }

  int unit(int otherwise) {
    return checked("--unit", unit, otherwise, HIGHEST_UNIT);
  }

  OptionalInt unit() {
    return unit == null ? OptionalInt.empty() : OptionalInt.of(unit(0));
  }

  /** Whether the host is this machine, by whichever of its addresses. */
  boolean loopback() {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException e) {
      throw new ParameterException(spec.commandLine(), "--host: nobody knows " + host, e);
    } catch (SocketException nobodyCanTell) {
      return true;
    }
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
