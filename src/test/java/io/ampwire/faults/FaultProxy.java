package io.ampwire.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy before a charger that spoils what passes through it. */
public final class FaultProxy implements AutoCloseable {
  private final InetSocketAddress target;
  private final Flow toCharger = new Flow();
  private final Flow toBridge = new Flow();
  private final Set<Pair> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final LoopbackPort port;
  private volatile boolean resetting;

  public FaultProxy(String host, int targetPort) {
    this.target = new InetSocketAddress(host, targetPort);
    toCharger.halfCloser(() -> open.forEach(pair -> pair.endOutput(pair.charger)));
    toBridge.halfCloser(() -> open.forEach(pair -> pair.endOutput(pair.bridge)));
    this.port = new LoopbackPort(this::guest);
  }

  public String host() {
    return LoopbackPort.HOST;
  }

  public int port() {
    return port.number();
  }

  /** What happens to requests. */
  public Flow toCharger() {
    return toCharger;
  }

  /** What happens to answers. */
  public Flow toBridge() {
    return toBridge;
  }

  /** Resets every open connection, on both sides. */
  public void reset() {
    open.forEach(pair -> pair.end(Ending.RESET));
  }

  /** New connections are refused; those that are open stay. */
  public void refuse() {
    port.close();
  }

  /** New connections are accepted and reset at once. */
  public void acceptThenReset() {
    resetting = true;
  }

  /** Ends every fault. */
  public void heal() {
    toCharger.clear();
    toBridge.clear();
    resetting = false;
    port.open();
  }

  /** Connections accepted so far. */
  public int accepted() {
    return accepted.get();
  }

  /** The most connections that were open at once. */
  public int most() {
    return most.get();
  }

  /** Connections open now. */
  public int open() {
    return open.size();
  }

  @Override
  public void close() {
    port.close();
    open.forEach(pair -> pair.end(Ending.FIN));
  }

  private void guest(Socket guest) {
    accepted.incrementAndGet();
    if (resetting) {
      Ending.RESET.end(guest);
      return;
    }
    Pair pair = new Pair(guest, new Socket());
    open.add(pair);
    most.accumulateAndGet(open.size(), Math::max);
    Threads.run("proxy out", pair::connect);
  }

  /** One connection of the bridge and ours to the charger. */
  private final class Pair {
    private final Socket bridge;
    private final Socket charger;
    private volatile Thread requests;
    private volatile Thread answers;

    private Pair(Socket bridge, Socket charger) {
      this.bridge = bridge;
      this.charger = charger;
    }

    private void connect() {
      requests = Thread.currentThread();
      try {
        charger.setTcpNoDelay(true);
        charger.connect(target, 2000);
      } catch (IOException unreachable) {
        end(Ending.RESET);
        return;
      }
      answers = Threads.run("proxy back", () -> pump(charger, bridge, toBridge));
      pump(bridge, charger, toCharger);
    }

    private void pump(Socket from, Socket to, Flow flow) {
      byte[] buffer = new byte[4096];
      Ending how = Ending.FIN;
      try {
        int count = from.getInputStream().read(buffer);
        while (count >= 0) {
          Optional<Ending> cut = flow.pass(Arrays.copyOf(buffer, count), to.getOutputStream());
          if (cut.isPresent()) {
            how = cut.get();
            break;
          }
          count = from.getInputStream().read(buffer);
        }
      } catch (IOException broken) {
        how = Ending.RESET;
      }
      end(how);
    }

    private void endOutput(Socket socket) {
      try {
        socket.shutdownOutput();
      } catch (IOException ended) {
        end(Ending.FIN);
      }
    }

    private void end(Ending how) {
      if (open.remove(this)) {
        how.end(bridge);
        how.end(charger);
        interrupt(requests);
        interrupt(answers);
      }
    }

    private void interrupt(Thread pump) {
      if (pump != null && pump != Thread.currentThread()) {
        pump.interrupt();
      }
    }
  }
}
