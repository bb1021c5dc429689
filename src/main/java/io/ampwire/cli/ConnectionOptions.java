package io.ampwire.cli;

import io.ampwire.cli.verify.ModbusSession;
import io.ampwire.link.ModbusDialer.Endpoint;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Command-line options of the device to connect to; several commands share them. */
public final class ConnectionOptions extends DialOptions {
  @Option(names = "--host", required = true, paramLabel = "HOST", description = "name or address")
  public String host;

  /**
   * @param spacing the device's shortest pause between an answer and the next request
   */
  public ModbusSession open(int defaultPort, Duration spacing) {
    return ModbusSession.alone(new Endpoint(host, port(defaultPort)), timeout(), spacing);
  }

  /** Whether the host is an address of this machine. */
  public boolean loopback() {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException e) {
      throw new ParameterException(spec.commandLine(), "--host: cannot resolve " + host, e);
    } catch (SocketException nobodyCanTell) {
      return true;
    }
  }
}
