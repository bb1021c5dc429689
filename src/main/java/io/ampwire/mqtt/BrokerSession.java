package io.ampwire.mqtt;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Session of the bridge with the broker: consecutive {@link MqttConnection}s, their subscriptions,
 * and the waits between them. It does not connect before there is a consumer of its messages.
 * Everything happens on one event loop; the methods may be called from any thread.
 */
public final class BrokerSession implements SubscriptionHealth {
  /** Retry interval of a subscription that the broker refused. */
  private static final Duration WIDEN = Duration.ofSeconds(4);

  /**
   * Longer retry interval after an oversized command ended connections, because a retry may end
   * this one, too.
   */
  private static final Duration WIDEN_AT_RISK = Duration.ofSeconds(30);

  /** Timeout for socket, TLS and CONNACK together; less than the keep-alive time. */
  private static final Duration ANSWER = Duration.ofSeconds(7);

  private final Vertx vertx;
  private final Context loop;
  private final ConnectOptions options;
  private final Topics topics;
  private final BrokerEvents events;
  private final ReconnectPolicy policy = new ReconnectPolicy(new Random());
  private final VersionNegotiation versions;
  private Consumer<ReceivedMessage> inbound = message -> {};
  private Optional<MqttConnection> connection = Optional.empty();
  private Set<String> more = Set.of();
  private int generation;
  private boolean stopped;
  private volatile ProtocolVersion version = ProtocolVersion.MQTT_5;
  private boolean retainedWill = true;
  private boolean narrow;
  private boolean retainFlagAsked;
  private int retainFlagAwaited;
  private volatile boolean wide;
  private volatile boolean doubtful;

  /**
   * @param loop the session's event loop; a publish from it changes no thread
   */
  public BrokerSession(Context loop, ConnectOptions options, Topics topics, BrokerEvents events) {
    this.vertx = loop.owner();
    this.loop = loop;
    this.options = options;
    this.topics = topics;
    this.events = events;
    this.versions = new VersionNegotiation(options.settings().protocol().version());
  }

  /** Connects and reconnects; the consumer receives every message and must not throw. */
  void start(Consumer<ReceivedMessage> messages) {
    loop.runOnContext(
        v -> {
          inbound = messages;
          open();
        });
  }

  /**
   * Publishes with QoS 1. Completes with the broker's PUBACK; fails when the message is too large
   * for the broker, when the broker refused it, or when the connection ended before.
   */
  Future<Void> publish(
      String topic, byte[] payload, boolean retain, OutgoingProperties properties) {
    if (Vertx.currentContext() == loop) {
      return publishHere(topic, payload, retain, properties);
    }
    Promise<Void> taken = Promise.promise();
    loop.runOnContext(v -> publishHere(topic, payload, retain, properties).onComplete(taken));
    return taken.future();
  }

  private Future<Void> publishHere(
      String topic, byte[] payload, boolean retain, OutgoingProperties properties) {
    if (connection.isEmpty()) {
      return Future.failedFuture("not connected");
    }
    return connection
        .get()
        .publish(topic, payload, retain, properties)
        .recover(cause -> untaken(topic, cause));
  }

  /**
   * Handles a refused publish. A refusal of another program's topic by the access list counts as
   * done, or the bridge would retry it for ever. The outbox withholds packets that are too large,
   * so such a packet arrives here only while the limit changes, and is then offered again.
   */
  private Future<Void> untaken(String topic, Throwable cause) {
    if (cause instanceof BrokerAnswer.NotTaken refusal) {
      events.notTaken(topic, refusal.getMessage());
      return topics.isOwn(topic) ? Future.failedFuture(refusal) : Future.succeededFuture();
    }
    return Future.failedFuture(cause);
  }

  /** Closes a connection that returns nothing, and opens another. */
  public void replace() {
    loop.runOnContext(
        v -> {
          if (connection.isPresent()) {
            policy.replaced(System.nanoTime());
            connection.get().disconnect();
            end();
          }
        });
  }

  /** Disconnects; completes at once if there is no connection. */
  Future<Void> stop() {
    Promise<Void> left = Promise.promise();
    loop.runOnContext(
        v -> {
          stopped = true;
          generation++;
          connection
              .map(MqttConnection::disconnect)
              .orElse(Future.succeededFuture())
              .onComplete(left);
          connection = Optional.empty();
        });
    return left.future();
  }

  /** Protocol version of the newest connection. */
  ProtocolVersion version() {
    return version;
  }

  @Override
  public boolean reliable() {
    return wide && !doubtful;
  }

  private void open() {
    if (stopped) {
      return;
    }
    int mine = ++generation;
    policy.opening(System.nanoTime());
    ProtocolVersion version = versions.next();
    boolean retained = retainedWill;
    vertx
        .executeBlocking(() -> options.read(version, retained))
        .onFailure(cause -> lost(mine, cause))
        .onSuccess(request -> connect(mine, request));
  }

  private void connect(int mine, ConnectOptions.Request request) {
    if (mine != generation) {
      return;
    }
    MqttConnection.Attempt attempt = MqttConnection.open(vertx, request, new Receiver(mine));
    long timer =
        vertx.setTimer(
            ANSWER.toMillis(),
            late ->
                attempt.abandon(
                    new TimeoutException("no answer within " + ANSWER.toSeconds() + " s")));
    attempt
        .opened()
        .onComplete(any -> vertx.cancelTimer(timer))
        .onSuccess(fresh -> connected(mine, fresh))
        .onFailure(
            cause -> {
              boolean another = versions.failed(request.version(), cause) | withoutWill(cause);
              if (another && mine == generation) {
                open();
              } else {
                lost(mine, cause);
              }
            });
  }

  /** Whether a broker without retained messages refuses the retained will. */
  private boolean withoutWill(Throwable cause) {
    boolean first = retainedWill;
    if (cause instanceof BrokerAnswer.Refused refused && refused.retain()) {
      retainedWill = false;
    }
    return first != retainedWill;
  }

  /** Receiver of one connection; it ignores earlier connections. */
  private final class Receiver implements MqttConnection.Receiver {
    private final int mine;

    private Receiver(int mine) {
      this.mine = mine;
    }

    @Override
    public void received(ReceivedMessage message) {
      if (mine != generation) {
        return;
      }
      if (mine == retainFlagAwaited
          && topics.isLoop(message.topic())
          && message.payload().length == 0) {
        retainFlagAwaited = 0;
        events.retainFlag(message.retained());
      } else {
        inbound.accept(message);
      }
    }

    @Override
    public void ended(Throwable cause) {
      lost(mine, cause);
    }
  }

  private void connected(int mine, MqttConnection fresh) {
    if (mine != generation) {
      fresh.disconnect();
      return;
    }
    versions.accepted();
    connection = Optional.of(fresh);
    narrow = false;
    version = fresh.limits().version();
    long now = System.nanoTime();
    policy.connected(now);
    doubtful = policy.doubtful(now);
    vertx.setTimer(ReconnectPolicy.STEADY.toMillis(), timer -> lasted(mine));
    events.connected(fresh.limits());
    if (policy.narrow()) {
      subscribeToLoop(mine);
    } else {
      subscribeToCommands(mine);
    }
  }

  private boolean current(int mine) {
    return mine == generation && connection.isPresent();
  }

  private void lasted(int mine) {
    if (current(mine)) {
      doubtful = false;
    }
  }

  private void subscribeToCommands(int mine) {
    if (!current(mine)) {
      return;
    }
    connection
        .get()
        .subscribe(topics.commands(), true)
        .onSuccess(qos -> heard(mine))
        .onFailure(cause -> refused(mine, cause));
  }

  /** Subscribes only to the loop topic while the bridge cannot receive commands. */
  private void subscribeToLoop(int mine) {
    if (!current(mine)) {
      return;
    }
    narrow = true;
    connection.get().subscribe(topics.loop(), true);
    Duration wait = policy.oversize() ? WIDEN_AT_RISK : WIDEN;
    vertx.setTimer(wait.toMillis(), timer -> subscribeToCommands(mine));
  }

  private void heard(int mine) {
    if (!current(mine)) {
      return;
    }
    wide = true;
    // Optional: the bridge receives commands whatever the broker answers. Live messages arrive
    // without their retain flag, as Home Assistant may be configured to set it.
    topics.births().ifPresent(filter -> connection.get().subscribe(filter, false));
    askForRetainFlag(mine);
    more.forEach(this::subscribeToMore);
    vertx.setTimer(
        ReconnectPolicy.STEADY.toMillis(),
        timer -> {
          if (current(mine)) {
            policy.hears();
          }
        });
  }

  /**
   * Publishes a retained message without a payload, of which the broker stores nothing. Its return
   * shows whether the bridge can recognise a retained command that arrives live. The bridge asks
   * once in its life, because a broker may end the connection instead of answering. It does not ask
   * where it also has the loop topic's own subscription, to which the flag may come although the
   * commands' subscription never gets it.
   */
  private void askForRetainFlag(int mine) {
    BrokerLimits limits = connection.get().limits();
    boolean shows = limits.version() == ProtocolVersion.MQTT_5 && limits.retainAvailable();
    if (shows && !retainFlagAsked && !narrow) {
      retainFlagAsked = true;
      retainFlagAwaited = mine;
      connection.get().publish(topics.loop(), new byte[0], true, OutgoingProperties.NONE);
    }
  }

  /**
   * Sets further topics to hear, now and on later connections. A refusal is reported and does not
   * affect the commands to chargers.
   */
  public void alsoHear(Set<String> filters) {
    loop.runOnContext(
        v -> {
          Set<String> before = more;
          more = Set.copyOf(filters);
          if (wide && connection.isPresent()) {
            more.stream().filter(f -> !before.contains(f)).forEach(this::subscribeToMore);
          }
        });
  }

  private void subscribeToMore(String filter) {
    connection
        .get()
        .subscribe(filter, topics.isOwn(filter))
        .onFailure(cause -> events.notTaken(filter, "subscription: " + cause.getMessage()));
  }

  private void refused(int mine, Throwable cause) {
    if (!current(mine)) {
      return;
    }
    policy.deaf();
    events.problem(
        new ConnectionProblem(
            ConnectionProblem.Kind.DEAF,
            "the broker refuses the subscription to "
                + topics.commands()
                + ": "
                + cause.getMessage()));
    subscribeToLoop(mine);
  }

  private void lost(int mine, Throwable cause) {
    if (mine == generation && !stopped) {
      ConnectionProblem problem = policy.lost(cause, System.nanoTime());
      end();
      events.problem(problem);
    }
  }

  private void end() {
    generation++;
    wide = false;
    connection.ifPresent(MqttConnection::abort);
    connection = Optional.empty();
    events.disconnected();
    vertx.setTimer(policy.delay().toMillis(), timer -> open());
  }
}
