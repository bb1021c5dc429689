package io.ampwire.http.auth;

import io.vertx.ext.web.RoutingContext;

/** Where a request came from. */
final class Caller {
  private Caller() {}

  /** The address, without the port; a proxy's where one is in front and not configured. */
  static String address(RoutingContext context) {
    return context == null || context.request().remoteAddress() == null
        ? "nowhere"
        : context.request().remoteAddress().hostAddress();
  }
}
