package io.ampwire.http.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Watches one accepted connection: closes it when the head of a request does not arrive in time,
 * and reports to {@link ConnectionLimits} whether it is waiting, so that a waiting connection can
 * make room for a new one. Runs on the connection's event loop.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  private static final AttributeKey<ConnectionGuard> KEY =
      AttributeKey.valueOf(ConnectionGuard.class.getName());

  private final ConnectionLimits limits;
  private ScheduledFuture<?> deadline;
  private Channel channel;
  private String address = "";
  private boolean guarded;

  ConnectionGuard(ConnectionLimits limits) {
    this.limits = limits;
  }

  /** The guard of the request's connection, if the server has limits. */
  static Optional<ConnectionGuard> of(HttpServerRequest request) {
    return request.connection() instanceof HttpServerConnection connection
        ? Optional.ofNullable(connection.channel().attr(KEY).get())
        : Optional.empty();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
    channel.attr(KEY).set(this);
    address =
        channel.remoteAddress() instanceof InetSocketAddress remote
            ? ClientAddress.network(remote.getAddress())
            : "";
    limits.opened(this);
    wait(limits.head());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!guarded) {
      guarded = ProtocolGuard.install(context.pipeline(), false);
    }
    context.fireChannelRead(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopWaiting();
    limits.closed(this);
    context.fireChannelInactive();
  }

  /** The head of a request is there: the connection is in use until the answer is out. */
  void follow(RoutingContext request) {
    stopWaiting();
    if (!guarded) {
      // An encrypted connection gets its codec after the handshake.
      guarded = ProtocolGuard.install(channel.pipeline(), true);
    }
    if (RequestFilter.length(request.request()) > 0) {
      limits.waits(this);
      request.request().end().onComplete(ended -> limits.used(this));
    } else {
      limits.used(this);
    }
    request.addEndHandler(
        ended -> {
          limits.waits(this);
          wait(request.request().isEnded() ? limits.idle() : limits.head());
        });
  }

  String address() {
    return address;
  }

  void close() {
    channel.close();
  }

  private void wait(Duration time) {
    stopWaiting();
    if (channel.isActive()) {
      deadline = channel.eventLoop().schedule(this::close, time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void stopWaiting() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
