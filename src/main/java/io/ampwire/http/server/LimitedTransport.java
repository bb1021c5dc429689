package io.ampwire.http.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import java.util.Optional;

/** Java's own transport, with a {@link ConnectionGuard} on each connection to the API's server. */
final class LimitedTransport extends JDKTransport {
  @Override
  public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
    super.configure(options, domainSocket, bootstrap);
    Optional<ConnectionLimits> limits =
        domainSocket ? Optional.empty() : ServerSettings.limits(options.getPort());
    limits.ifPresent(found -> bootstrap.handler(new Acceptor(found)));
  }

  /** Sees each accepted connection before the server does. */
  @ChannelHandler.Sharable
  private static final class Acceptor extends ChannelInboundHandlerAdapter {
    private final ConnectionLimits limits;

    Acceptor(ConnectionLimits limits) {
      this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      if (accepted instanceof Channel connection) {
        connection.pipeline().addLast(new ConnectionGuard(limits));
      }
      context.fireChannelRead(accepted);
    }
  }
}
