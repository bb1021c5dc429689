package io.ampwire.http.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Java's NIO transport, with a {@link ConnectionGuard} on each connection to the API's server. */
final class LimitedTransport extends JDKTransport {
  @Override
  public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
    super.configure(options, domainSocket, bootstrap);
    Optional<ConnectionLimits> limits =
        domainSocket ? Optional.empty() : ServerSettings.limits(options.getPort());
    limits.ifPresent(found -> bootstrap.handler(new Acceptor(found)));
  }

  /**
   * Sees each accepted connection before the server does, and accepts a bounded number in each
   * tenth of a second: a flood of connections waits in the system's queue instead of taking the
   * event loops from the chargers.
   */
  private static final class Acceptor extends ChannelInboundHandlerAdapter {
    private static final int MOST = 30;
    private static final long MILLIS = 100;

    private final ConnectionLimits limits;
    private int accepted;
    private boolean counting;

    Acceptor(ConnectionLimits limits) {
      this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Channel connection) {
        connection.pipeline().addLast(new ConnectionGuard(limits));
        count(context.channel());
      }
      context.fireChannelRead(message);
    }

    private void count(Channel server) {
      accepted++;
      if (accepted == MOST) {
        server.config().setAutoRead(false);
      }
      if (!counting) {
        counting = true;
        server.eventLoop().schedule(() -> goOn(server), MILLIS, TimeUnit.MILLISECONDS);
      }
    }

    private void goOn(Channel server) {
      counting = false;
      accepted = 0;
      server.config().setAutoRead(true);
    }
  }
}
