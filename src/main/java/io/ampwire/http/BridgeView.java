package io.ampwire.http;

/** Port: the state of the bridge itself as JSON in UTF-8. May be used from any thread. */
@FunctionalInterface
public interface BridgeView {
  byte[] bridge();
}
