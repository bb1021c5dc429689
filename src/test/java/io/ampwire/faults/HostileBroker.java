package io.ampwire.faults;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A broker for one client that breaks its promises as it is told. It brings back what it gets on a
 * topic that was subscribed to, so that a bridge works with it until a fault is switched on; a
 * fault may be switched at any time and holds for what comes after.
 */
public final class HostileBroker implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final MqttServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<String> subscriptions = new CopyOnWriteArrayList<>();
  private final Set<MqttEndpoint> guests = ConcurrentHashMap.newKeySet();
  private final List<Integer> versions = new CopyOnWriteArrayList<>();
  private final AtomicInteger unacknowledged = new AtomicInteger();
  private final AtomicInteger unacknowledgedMost = new AtomicInteger();
  private final AtomicInteger connects = new AtomicInteger();
  private volatile Optional<MqttConnectReturnCode> refusal = Optional.empty();
  private volatile Optional<Retained> retained = Optional.empty();
  private volatile Set<String> forbidden = Set.of();
  private volatile boolean mute;
  private volatile boolean acknowledging = true;
  private volatile boolean echoing = true;
  private volatile boolean sessionPresent;
  private volatile int copies = 1;
  private volatile long acknowledgeAfter;
  private volatile long closeAfter;
  private volatile boolean only3;
  private volatile boolean withoutRetain;
  private volatile boolean retainAsPublished;
  private volatile boolean endAtEmptyRetained;
  private volatile MqttProperties limits = MqttProperties.NO_PROPERTIES;
  private volatile int silentLimit = Integer.MAX_VALUE;
  private volatile Predicate<String> denied = topic -> false;

  /** What a client published. */
  public record Received(String topic, String payload, boolean retained) {}

  private record Retained(String topic, Buffer payload) {}

  public HostileBroker() {
    MqttServerOptions options =
        new MqttServerOptions().setHost("127.0.0.1").setPort(0).setMaxMessageSize(1 << 20);
    server = MqttServer.create(vertx, options).endpointHandler(this::guest);
    server.exceptionHandler(broken -> {});
    get(server.listen());
  }

  public String url() {
    return "mqtt://127.0.0.1:" + server.actualPort();
  }

  /** Every CONNECT is answered so. */
  public void refuse(MqttConnectReturnCode code) {
    refusal = Optional.of(code);
  }

  /** CONNECT of MQTT 5 is refused as an unsupported version. */
  public void refuseVersion5(boolean on) {
    only3 = on;
  }

  /** CONNECT with a retained last will is refused, and CONNACK says so. */
  public void withoutRetain() {
    withoutRetain = true;
    limit(Map.of(37, 0));
  }

  /** A live message keeps its retain flag, as subscriptions of MQTT 5 may ask for. */
  public void retainAsPublished() {
    retainAsPublished = true;
  }

  /** A retained message without a payload ends its connection, as an access list may. */
  public void endAtEmptyRetained() {
    endAtEmptyRetained = true;
  }

  /** CONNACK of MQTT 5 says these numbers, by the identifiers of their properties. */
  public void limit(Map<Integer, Integer> numbers) {
    MqttProperties said = new MqttProperties();
    numbers.forEach((id, value) -> said.add(new MqttProperties.IntegerProperty(id, value)));
    limits = said;
  }

  /** A larger payload ends its connection without a word. */
  public void endAbove(int bytes) {
    silentLimit = bytes;
  }

  /** Publishes to these topics get PUBACK "not authorized" of MQTT 5, and are dropped. */
  public void deny(Predicate<String> topics) {
    denied = topics;
  }

  /** Ends every connection with DISCONNECT of MQTT 5. */
  public void dismiss(MqttDisconnectReasonCode reason) {
    guests.forEach(guest -> guest.disconnect(reason, MqttProperties.NO_PROPERTIES));
  }

  /** CONNECT is not answered at all. */
  public void mute(boolean on) {
    mute = on;
  }

  /** Subscriptions to these filters are refused with 0x80. */
  public void forbid(String... filters) {
    forbidden = Set.of(filters);
  }

  /** Whether PUBACK is sent. */
  public void acknowledge(boolean on) {
    acknowledging = on;
  }

  /** PUBACK comes so late. */
  public void acknowledgeAfter(long millis) {
    acknowledgeAfter = millis;
  }

  /** Whether anything is brought to the subscriber. */
  public void echo(boolean on) {
    echoing = on;
  }

  /** Everything is brought so many times, as a broker may that missed our PUBACK. */
  public void copies(int count) {
    copies = count;
  }

  /** CONNACK claims a session that is not there. */
  public void claimSession() {
    sessionPresent = true;
  }

  /** Each connection ends so soon after it began; 0 for never. */
  public void closeAfter(long millis) {
    closeAfter = millis;
  }

  /** A retained message that every matching subscription brings. */
  public void retain(String topic, byte[] payload) {
    retained = Optional.of(new Retained(topic, Buffer.buffer(payload)));
  }

  public void retainNothing() {
    retained = Optional.empty();
  }

  /** Sends the command to whoever is connected. */
  public void send(String topic, String payload) {
    guests.forEach(guest -> bring(guest, topic, Buffer.buffer(payload), false));
  }

  /** Ends every connection. */
  public void drop() {
    guests.forEach(MqttEndpoint::close);
  }

  /** Protocol levels of the connections that were accepted, 4 and 5, in order. */
  public List<Integer> versions() {
    return List.copyOf(versions);
  }

  /** The most publishes that waited for their late PUBACK at once. */
  public int unacknowledgedMost() {
    return unacknowledgedMost.get();
  }

  public int connects() {
    return connects.get();
  }

  /** The filters that were asked for, in order. */
  public List<String> subscriptions() {
    return List.copyOf(subscriptions);
  }

  /** All that was published, in order. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  public List<Received> on(String topic) {
    return received.stream().filter(message -> message.topic().equals(topic)).toList();
  }

  @Override
  public void close() {
    get(server.close());
    get(vertx.close());
  }

  private void guest(MqttEndpoint guest) {
    connects.incrementAndGet();
    guest.exceptionHandler(broken -> {});
    if (mute) {
      return;
    }
    if (refusal.isPresent()) {
      guest.reject(refusal.get());
      return;
    }
    boolean five = guest.protocolVersion() == MqttVersion.MQTT_5.protocolLevel();
    if (five && only3) {
      guest.reject(MqttConnectReturnCode.CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION);
      return;
    }
    if (withoutRetain && guest.will().isWillRetain()) {
      guest.reject(MqttConnectReturnCode.CONNECTION_REFUSED_RETAIN_NOT_SUPPORTED);
      return;
    }
    versions.add(guest.protocolVersion());
    guest.publishAutoAck(false);
    guest.subscriptionAutoAck(false);
    guest.closeHandler(gone -> guests.remove(guest));
    guest.subscribeHandler(asked -> subscribed(guest, asked));
    guest.publishHandler(message -> published(guest, message));
    guests.add(guest);
    if (five) {
      guest.accept(sessionPresent, limits);
    } else {
      guest.accept(sessionPresent);
    }
    if (closeAfter > 0) {
      vertx.setTimer(
          closeAfter,
          timer -> {
            if (guest.isConnected()) {
              guest.close();
            }
          });
    }
  }

  private void subscribed(MqttEndpoint guest, MqttSubscribeMessage asked) {
    String filter = asked.topicSubscriptions().get(0).topicName();
    subscriptions.add(filter);
    boolean refused = forbidden.contains(filter);
    guest.subscribeAcknowledge(
        asked.messageId(), List.of(refused ? MqttQoS.FAILURE : MqttQoS.AT_LEAST_ONCE));
    retained
        .filter(message -> !refused && matches(filter, message.topic()))
        .ifPresent(message -> bring(guest, message.topic(), message.payload(), true));
  }

  private void published(MqttEndpoint guest, MqttPublishMessage message) {
    boolean emptyRetained = message.isRetain() && message.payload().length() == 0;
    if (emptyRetained && endAtEmptyRetained || message.payload().length() > silentLimit) {
      guest.close();
      return;
    }
    if (denied.test(message.topicName())) {
      guest.publishAcknowledge(
          message.messageId(), MqttPubAckReasonCode.NOT_AUTHORIZED, MqttProperties.NO_PROPERTIES);
      return;
    }
    received.add(
        new Received(message.topicName(), message.payload().toString(), message.isRetain()));
    if (acknowledging && acknowledgeAfter > 0) {
      unacknowledgedMost.accumulateAndGet(unacknowledged.incrementAndGet(), Math::max);
      vertx.setTimer(
          acknowledgeAfter,
          timer -> {
            unacknowledged.decrementAndGet();
            guest.publishAcknowledge(message.messageId());
          });
    } else if (acknowledging) {
      guest.publishAcknowledge(message.messageId());
    }
    boolean wanted =
        subscriptions.stream()
            .filter(filter -> !forbidden.contains(filter))
            .anyMatch(filter -> matches(filter, message.topicName()));
    if (echoing && wanted) {
      boolean flag = retainAsPublished && message.isRetain();
      bring(guest, message.topicName(), message.payload(), flag);
    }
  }

  private void bring(MqttEndpoint guest, String topic, Buffer payload, boolean retain) {
    for (int copy = 0; copy < copies; copy++) {
      guest.publish(topic, payload, MqttQoS.AT_LEAST_ONCE, copy > 0, retain);
    }
  }

  private static boolean matches(String filter, String topic) {
    return topic.matches(filter.replace("+", "[^/]+"));
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
