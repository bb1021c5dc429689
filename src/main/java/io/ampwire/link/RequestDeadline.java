package io.ampwire.link;

/**
 * The time by which an answer must be there. One timer looks after all requests in turn, because
 * almost every one is answered long before.
 */
final class RequestDeadline {
  private final Scheduler scheduler;
  private final long nanos;
  private final Runnable missed;
  private long at;
  private boolean open;
  private boolean armed;

  RequestDeadline(Scheduler scheduler, long nanos, Runnable missed) {
    this.scheduler = scheduler;
    this.nanos = nanos;
    this.missed = missed;
  }

  /** A request was sent at that time. */
  void begin(long now) {
    at = now + nanos;
    open = true;
    arm(nanos);
  }

  /** Nobody waits for an answer any more. */
  void end() {
    open = false;
  }

  private void arm(long delay) {
    if (!armed) {
      armed = true;
      scheduler.after(delay, this::look);
    }
  }

  private void look() {
    armed = false;
    long left = at - scheduler.nanos();
    if (open && left > 0) {
      arm(left);
    } else if (open) {
      open = false;
      missed.run();
    }
  }
}
