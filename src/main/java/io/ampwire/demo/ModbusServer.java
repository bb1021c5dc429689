package io.ampwire.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.BindException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Modbus TCP server of one simulated device; hundreds can run in one process. It can be stopped and
 * started again on its port, and it can hang: it then accepts connections and answers nothing.
 */
public final class ModbusServer {
  private static final int REBINDS = 200;

  private final Vertx vertx;
  private final String host;
  private final ServerOptions options;
  private final WriteLog writes;
  private final Responder responder;
  private final Set<NetSocket> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicLong requests = new AtomicLong();
  private volatile boolean hung;
  private volatile boolean bound;
  private volatile int port;
  private NetServer listener;

  /** Creates a server that is not started. Port 0 takes a free port and keeps it over restarts. */
  public ModbusServer(
      Vertx vertx, String host, int port, RegisterDevice device, ServerOptions options) {
    this.vertx = vertx;
    this.host = host;
    this.port = port;
    this.options = options;
    this.writes = new WriteLog(options.writesKept());
    this.responder = new Responder(device, writes);
  }

  /**
   * Starts to listen; the result is the port. Fails if the port is in use or the server is running.
   */
  public synchronized Future<Integer> start() {
    if (listener != null) {
      return Future.failedFuture(new IllegalStateException("already started"));
    }
    return listen(bound ? REBINDS : 0);
  }

  private synchronized Future<Integer> listen(int rebinds) {
    NetServer starting =
        vertx
            .createNetServer(new NetServerOptions().setHost(host).setPort(port).setTcpNoDelay(true))
            .connectHandler(this::accept);
    listener = starting;
    return starting
        .listen()
        .map(listening -> listeningOn(listening.actualPort()))
        .recover(
            failure -> {
              if (rebinds == 0 || !(failure instanceof BindException)) {
                return giveUp(starting, failure);
              }
              // A selector releases a closed port a moment after it reports the close.
              return vertx.timer(10).compose(waited -> again(starting, rebinds - 1, failure));
            });
  }

  private synchronized Future<Integer> again(NetServer failed, int rebinds, Throwable failure) {
    return listener == failed ? listen(rebinds) : Future.failedFuture(failure);
  }

  private synchronized Future<Integer> giveUp(NetServer failed, Throwable failure) {
    listener = listener == failed ? null : listener;
    return Future.failedFuture(failure);
  }

  private int listeningOn(int actual) {
    bound = true;
    port = actual;
    return actual;
  }

  /** Closes the port and every connection; does nothing if the server is stopped. */
  public synchronized Future<Void> stop() {
    NetServer stopping = listener;
    listener = null;
    if (stopping == null) {
      return Future.succeededFuture();
    }
    return stopping.close().onComplete(closed -> dropClients());
  }

  /** Stops answering. Writes have no effect from now on, but are logged. */
  public void hang() {
    hung = true;
  }

  /** Ends {@link #hang}; requests that arrived meanwhile stay unanswered. */
  public void resume() {
    hung = false;
  }

  /** Closes every connection and continues to listen. */
  public void dropClients() {
    clients.forEach(NetSocket::close);
  }

  private void accept(NetSocket socket) {
    int now = open.incrementAndGet();
    most.accumulateAndGet(now, Math::max);
    socket.closeHandler(
        closed -> {
          clients.remove(socket);
          open.decrementAndGet();
        });
    if (now > options.clients()) {
      refused.incrementAndGet();
      socket.close();
      return;
    }
    clients.add(socket);
    socket.exceptionHandler(broken -> socket.close());
    socket.handler(new MbapFrames(frame -> serve(socket, frame), socket::close));
  }

  private void serve(NetSocket socket, MbapFrames.Frame frame) {
    requests.incrementAndGet();
    Buffer pdu = frame.pdu();
    if (hung) {
      responder.overhear(pdu);
    } else if (options.units().contains(frame.unit())) {
      socket.write(MbapFrames.answer(frame, responder.answer(frame.unit(), pdu)));
      if (socket.writeQueueFull()) {
        socket.pause().drainHandler(drained -> socket.resume());
      }
    }
  }

  public String host() {
    return host;
  }

  /** The requested port, and after the start the actual one. */
  public int port() {
    return port;
  }

  /** All writes received so far, including those before restarts. */
  public WriteLog writes() {
    return writes;
  }

  /** Number of open connections. */
  public int connections() {
    return open.get();
  }

  /** The largest number of simultaneous connections so far, including refused ones. */
  public int connectionsMost() {
    return most.get();
  }

  /** Number of connections that were closed at once because of the limit. */
  public int connectionsRefused() {
    return refused.get();
  }

  /** Number of requests received. */
  public long requests() {
    return requests.get();
  }
}
