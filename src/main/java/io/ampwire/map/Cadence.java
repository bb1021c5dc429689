package io.ampwire.map;

import java.time.Duration;

/** How often a point is read: every poll, at a slower interval, or on each connection. */
public sealed interface Cadence {
  Cadence EVERY_POLL = new EveryPoll();
  Cadence ON_CONNECT = new OnConnect();

  /**
   * Whether a point is due again.
   *
   * @param since nanoseconds since it was last read
   */
  boolean due(long since);

  /** Whether it is read again and again while a connection lives. */
  boolean repeats();

  /** Whether the point may be absent from a poll. */
  boolean skipsPolls();

  /** Time between two reads, zero where the cadence sets none. */
  Duration interval();

  /** As a map spells it: {@code poll}, {@code connect} or {@code 10s}. */
  String label();

  /** Each cycle. */
  record EveryPoll() implements Cadence {
    @Override
    public boolean due(long since) {
      return true;
    }

    @Override
    public boolean repeats() {
      return true;
    }

    @Override
    public boolean skipsPolls() {
      return false;
    }

    @Override
    public Duration interval() {
      return Duration.ZERO;
    }

    @Override
    public String label() {
      return "poll";
    }
  }

  /**
   * After each connect, and every ten seconds since: a device that is replaced behind a gateway
   * keeps the connection, its identity does not stay.
   */
  record OnConnect() implements Cadence {
    private static final Cadence AGAIN = new Slow(Duration.ofSeconds(10));

    @Override
    public boolean due(long since) {
      return AGAIN.due(since);
    }

    @Override
    public boolean repeats() {
      return false;
    }

    @Override
    public boolean skipsPolls() {
      return true;
    }

    @Override
    public Duration interval() {
      return Duration.ZERO;
    }

    @Override
    public String label() {
      return "connect";
    }
  }

  /** A slow point, such as a lifetime counter. */
  record Slow(Duration every) implements Cadence {
    /** Polls jitter: a twentieth of the interval early still counts as due. */
    @Override
    public boolean due(long since) {
      long interval = every.toNanos();
      return since >= interval - interval / 20;
    }

    @Override
    public boolean repeats() {
      return true;
    }

    @Override
    public boolean skipsPolls() {
      return true;
    }

    @Override
    public Duration interval() {
      return every;
    }

    @Override
    public String label() {
      return every.toMillis() % 1000 == 0 ? every.toSeconds() + "s" : every.toMillis() + "ms";
    }
  }
}
