package io.ampwire.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubAckMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeoutException;

/**
 * The connection to the broker, and the next one when it is lost: one client for each, never used
 * again. Nothing is asked of the broker before somebody reads what it brings. Everything happens on
 * one event loop.
 */
public final class BrokerSession implements SubscriptionHealth {
  private static final int QOS = 1;
  private static final int REFUSED = 0x80;

  /** How often to ask again for a subscription that the broker refused. */
  private static final Duration WIDEN = Duration.ofSeconds(4);

  /** The same where an oversized command ended connections, as asking may end this one, too. */
  private static final Duration WIDEN_AT_RISK = Duration.ofSeconds(30);

  /** What a broker gets for the socket, the encryption and its answer; less than the first ping. */
  private static final Duration ANSWER = Duration.ofSeconds(7);

  private final Vertx vertx;
  private final Context loop;
  private final ConnectOptions options;
  private final Topics topics;
  private final BrokerEvents events;
  private final ReconnectPolicy reconnectPolicy = new ReconnectPolicy(new Random());
  private Handler<MqttPublishMessage> inbound = message -> {};
  private Optional<MqttClient> client = Optional.empty();
  private int generation;
  private int asked;
  private int askedBirths = -1;
  private boolean up;
  private boolean stopped;
  private volatile boolean wide;
  private volatile boolean doubtful;

  public BrokerSession(Vertx vertx, ConnectOptions options, Topics topics, BrokerEvents events) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.options = options;
    this.topics = topics;
    this.events = events;
  }

  /** Connects, and keeps connecting; what comes goes to the handler, which must not throw. */
  public void start(Handler<MqttPublishMessage> messages) {
    loop.runOnContext(
        v -> {
          inbound = messages;
          open();
        });
  }

  /** Completes when the message was written to the socket, with its packet's number. */
  public Future<Integer> publish(String topic, byte[] payload, boolean retain) {
    Promise<Integer> written = Promise.promise();
    loop.runOnContext(
        v -> {
          if (up) {
            client
                .orElseThrow()
                .publish(topic, Buffer.buffer(payload), MqttQoS.AT_LEAST_ONCE, false, retain)
                .onComplete(written);
          } else {
            written.fail("not connected");
          }
        });
    return written.future();
  }

  /** Gives up a connection that is of no use, and makes another. */
  public void replace() {
    loop.runOnContext(
        v -> {
          if (up) {
            reconnectPolicy.replaced(System.nanoTime());
            end();
          }
        });
  }

  /** Takes leave of the broker; completes at once where there is no connection. */
  public Future<Void> stop() {
    Promise<Void> left = Promise.promise();
    loop.runOnContext(
        v -> {
          stopped = true;
          Future<Void> leaving =
              client.map(MqttClient::disconnect).orElse(Future.succeededFuture());
          (up ? leaving : Future.<Void>succeededFuture()).onComplete(left);
          up = false;
        });
    return left.future();
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
    reconnectPolicy.opening(System.nanoTime());
    vertx
        .executeBlocking(options::read)
        .onFailure(cause -> lost(mine, cause))
        .onSuccess(read -> connect(mine, read));
  }

  private void connect(int mine, MqttClientOptions read) {
    MqttClient fresh = MqttClient.create(vertx, read);
    client = Optional.of(fresh);
    fresh.publishHandler(message -> received(mine, message));
    fresh.subscribeCompletionHandler(answer -> subscribed(mine, answer));
    fresh.exceptionHandler(cause -> lost(mine, cause));
    fresh.closeHandler(closed -> lost(mine, null));
    fresh
        .connect(options.port(), options.host(), options.host())
        .onSuccess(accepted -> connected(mine))
        .onFailure(cause -> lost(mine, cause));
    vertx.setTimer(
        ANSWER.toMillis(),
        timer -> {
          if (!up) {
            lost(mine, new TimeoutException("no answer within " + ANSWER.toSeconds() + " s"));
          }
        });
  }

  private void received(int mine, MqttPublishMessage message) {
    if (mine == generation) {
      inbound.handle(message);
    }
  }

  private void connected(int mine) {
    if (mine != generation || stopped) {
      return;
    }
    up = true;
    long now = System.nanoTime();
    reconnectPolicy.connected(now);
    doubtful = reconnectPolicy.doubtful(now);
    vertx.setTimer(ReconnectPolicy.STEADY.toMillis(), timer -> lasted(mine));
    subscribe(mine, reconnectPolicy.narrow() ? topics.loop() : topics.commands());
    events.connected();
  }

  private void lasted(int mine) {
    if (mine == generation && up) {
      doubtful = false;
    }
  }

  private void subscribe(int mine, String filter) {
    asked = -1;
    askedBirths = -1;
    client
        .orElseThrow()
        .subscribe(filter, QOS)
        .onSuccess(packet -> asked = filter.equals(topics.commands()) ? packet : -1);
    if (!filter.equals(topics.commands())) {
      Duration wait = reconnectPolicy.oversize() ? WIDEN_AT_RISK : WIDEN;
      vertx.setTimer(wait.toMillis(), timer -> widen(mine));
    }
  }

  /** Of use, not of need: whatever the broker says to it, commands are heard. */
  private void subscribeBirths() {
    askedBirths = -1;
    topics
        .births()
        .ifPresent(
            filter ->
                client
                    .orElseThrow()
                    .subscribe(filter, QOS)
                    .onSuccess(packet -> askedBirths = packet));
  }

  private void widen(int mine) {
    if (mine == generation && up) {
      subscribe(mine, topics.commands());
    }
  }

  private void subscribed(int mine, MqttSubAckMessage answer) {
    if (mine != generation || answer.messageId() == askedBirths) {
      return;
    }
    boolean refused = answer.grantedQoSLevels().contains(REFUSED);
    boolean commands = answer.messageId() == asked;
    if (refused) {
      reconnectPolicy.deaf();
      events.problem(
          new ConnectionProblem(
              ConnectionProblem.Kind.DEAF,
              "the broker refuses the subscription to " + topics.commands()));
    }
    if (refused && commands) {
      subscribe(mine, topics.loop());
    }
    if (commands && !refused) {
      wide = true;
      subscribeBirths();
      vertx.setTimer(
          ReconnectPolicy.STEADY.toMillis(),
          timer -> {
            if (mine == generation && up) {
              reconnectPolicy.hears();
            }
          });
    }
  }

  private void lost(int mine, Throwable cause) {
    if (mine == generation && !stopped) {
      ConnectionProblem problem = reconnectPolicy.lost(cause, System.nanoTime());
      end();
      events.problem(problem);
    }
  }

  /** The client is left to its end, whenever it comes: nothing is sent through it any more. */
  private void end() {
    generation++;
    up = false;
    wide = false;
    client.ifPresent(MqttClient::disconnect);
    client = Optional.empty();
    events.disconnected();
    vertx.setTimer(reconnectPolicy.delay().toMillis(), timer -> open());
  }
}
