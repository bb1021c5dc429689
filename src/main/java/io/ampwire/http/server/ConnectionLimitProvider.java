package io.ampwire.http.server;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;
import org.jboss.logging.Logger;

/**
 * Puts {@link ConnectionLimits} in front of the API's server when Vert.x starts. The framework
 * offers no hook for accepted connections before their first request, so this is the transport's.
 */
public final class ConnectionLimitProvider implements VertxServiceProvider {
  @Override
  public void init(VertxBuilder builder) {
    if (builder.findTransport() == null
        || builder.findTransport().getClass().equals(JDKTransport.class)) {
      builder.findTransport(new LimitedTransport());
    } else {
      Logger.getLogger(ConnectionLimitProvider.class)
          .warn("http: connections are not limited with quarkus.vertx.prefer-native-transport");
    }
  }
}
