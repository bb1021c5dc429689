package io.ampwire.system;

/**
 * A broker that others wrote, as a process on a port of its own, which it keeps when it is started
 * again.
 */
sealed interface RealBroker extends AutoCloseable permits Mosquitto, Artemis {
  /** Returns once it listens. */
  RealBroker start();

  /** SIGKILL, and gone. */
  void kill();

  long pid();

  int port();

  default String url() {
    return "mqtt://127.0.0.1:" + port();
  }

  /** The user may no longer publish; every connection stays. */
  void deny(String user);

  /** Everybody may do everything again. */
  void permit();

  @Override
  void close();
}
