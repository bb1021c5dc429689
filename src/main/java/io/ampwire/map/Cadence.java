package io.ampwire.map;

import java.time.Duration;

/** How often a point is read: every poll, at a slower interval, or on each connection. */
public sealed interface Cadence {
  Cadence EVERY_POLL = new EveryPoll();
  Cadence ON_CONNECT = new OnConnect();

  /**
   * Whether a point is due.
   *
   * @param since time since the last read, ns
   */
  boolean due(long since);

  /** Whether the point is read repeatedly while a connection lasts. */
  boolean repeats();

  /** Whether a poll may omit the point. */
  boolean skipsPolls();

  /** Interval between two reads; zero if the cadence sets none. */
  Duration interval();

  /** Spelling in a map: {@code poll}, {@code connect} or {@code 10s}. */
  String label();

  /** Read in each cycle. */
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
   * Read after each connect and every ten seconds since. A device that is replaced behind a gateway
   * keeps the connection but not its identity.
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

  /** Read at its own interval; for slow points, such as a lifetime counter. */
  record Slow(Duration every) implements Cadence {
    /** Polls jitter: a point is due up to a twentieth of its interval early. */
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
