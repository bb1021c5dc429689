package io.ampwire.http.server;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * HTTP 1.1 only, on every port: no client needs HTTP 2 here, and its many streams per connection
 * would pass the caps on connections.
 */
@ApplicationScoped
public class HttpOptions implements HttpServerOptionsCustomizer {
  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    harden(options);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    harden(options);
  }

  static HttpServerOptions harden(HttpServerOptions options) {
    return options
        .setHttp2ClearTextEnabled(false)
        .setUseAlpn(false)
        .setAlpnVersions(List.of(HttpVersion.HTTP_1_1));
  }
}
