package io.ampwire.cli;

import io.ampwire.cli.verify.ModbusSession;
import io.ampwire.link.ModbusDialer.Endpoint;
import io.ampwire.link.ModbusTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Command-line options of the device to connect to; several commands share them. */
public final class ConnectionOptions extends DialOptions {
  @Option(
      names = "--host",
      required = true,
      paramLabel = "HOST",
      description = {
        "name or address, rtu+tcp://HOST:PORT, or",
        "serial:///dev/ttyUSB0?baud=19200&parity=even&stop=1"
      })
  public String host;

  /**
   * @param spacing the device's shortest pause between an answer and the next request
   */
  public ModbusSession open(int defaultPort, Duration spacing) {
    return ModbusSession.alone(endpoint(defaultPort), timeout(), spacing);
  }

  /** The device, on the given port or the map's. */
  public Endpoint endpoint(int defaultPort) {
    return endpoint(host, defaultPort);
  }

  /** Whether the host is an address of this machine. */
  public boolean loopback() {
    Endpoint endpoint = endpoint(0);
    if (endpoint.transport() instanceof ModbusTransport.Serial) {
      return pseudoTerminal(Path.of(endpoint.host()));
    }
    try {
      InetAddress address = InetAddress.getByName(endpoint.host());
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException e) {
      throw new ParameterException(
          spec.commandLine(), "--host: cannot resolve " + endpoint.host(), e);
    } catch (SocketException unknown) {
      return true;
    }
  }

  /** Whether the device is one end of a program instead of a line. */
  private static boolean pseudoTerminal(Path device) {
    try {
      return device.toRealPath().startsWith("/dev/pts");
    } catch (IOException absent) {
      return false;
    }
  }
}
