package io.ampwire.link;

/**
 * Deadline of the request in flight. One timer serves all requests in turn, because almost every
 * request is answered long before its deadline.
 */
final class RequestDeadline {
  private final Scheduler scheduler;
  private final Runnable missed;
  private long begun;
  private long nanos;
  private boolean open;
  private boolean armed;
  private long armedFor;
  private Scheduler.Timer timer = () -> {};

  RequestDeadline(Scheduler scheduler, Runnable missed) {
    this.scheduler = scheduler;
    this.missed = missed;
  }

  /**
   * Starts the deadline of a request that was sent.
   *
   * @param now monotonic time, ns
   * @param patience longest time until its answer, ns
   */
  void begin(long now, long patience) {
    begun = now;
    nanos = patience;
    open = true;
    if (armed && armedFor - (begun + nanos) > 0) {
      timer.cancel();
      armed = false;
    }
    arm(nanos);
  }

  /** Ends the deadline because the request has ended. */
  void end() {
    open = false;
  }

  /** Timeout of the last request, ns. */
  long patience() {
    return nanos;
  }

  private void arm(long delay) {
    if (!armed) {
      armed = true;
      armedFor = scheduler.nanos() + delay;
      timer = scheduler.after(delay, this::look);
    }
  }

  private void look() {
    armed = false;
    long left = begun + nanos - scheduler.nanos();
    if (open && left > 0) {
      arm(left);
    } else if (open) {
      open = false;
      missed.run();
    }
  }
}
