package io.ampwire.map;

import java.time.Duration;

/** How often a point is read: every poll, at least {@code every} apart, or once per connection. */
public sealed interface Cadence {
  Cadence EVERY_POLL = new EveryPoll();
  Cadence ON_CONNECT = new OnConnect();

  /** Each cycle. */
  record EveryPoll() implements Cadence {}

  /** Once after each connect: identity does not change while a connection lives. */
  record OnConnect() implements Cadence {}

  /** A slow point, such as a lifetime counter. */
  record Slow(Duration every) implements Cadence {}
}
