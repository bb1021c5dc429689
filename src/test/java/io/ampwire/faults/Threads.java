package io.ampwire.faults;

/** Threads of the test support: they never keep the process alive. */
final class Threads {
  private Threads() {}

  static Thread run(String name, Runnable task) {
    Thread thread = new Thread(task, "faults " + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
