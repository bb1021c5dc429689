package io.ampwire.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscribePayload;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * MQTT connection over one socket, from CONNECT to its end; never reused. Netty's codec reads and
 * writes the packets, Vert.x provides the socket. Publishes, which are nearly all packets, are
 * encoded by {@link PublishPacket}. The connection is confined to the event loop that opened it.
 *
 * <p>It respects the limits of the broker's CONNACK: it refuses packets that are too large before
 * it writes them, and publishes beyond the receive maximum wait here for an earlier PUBACK.
 */
final class MqttConnection {
  private static final Logger LOG = Logger.getLogger(MqttConnection.class);

  /**
   * Bound of publishes that wait for the receive maximum; far above the outbox's window with its
   * probe messages.
   */
  private static final int MAX_WAITING = 8_192;

  /** Most packets that wait for one write to the socket. */
  private static final int FLUSH_AFTER = 64;

  /** Timeout of the DISCONNECT, which a half-open connection never writes. */
  private static final long DISCONNECT_MILLIS = 1_000;

  private final Vertx vertx;
  private final NetClient client;
  private final ConnectOptions.Request request;
  private final Receiver receiver;
  private final Promise<MqttConnection> opened = Promise.promise();
  private final IntObjectMap<Sent> inFlight = new IntObjectHashMap<>();
  private final IntObjectMap<Promise<Integer>> subscribing = new IntObjectHashMap<>();
  private final Deque<Sent> waiting = new ArrayDeque<>();
  private final Deque<Promise<Void>> pings = new ArrayDeque<>();
  private NetSocketInternal socket;
  private BrokerLimits limits;
  private int keepAliveSeconds = ConnectOptions.KEEP_ALIVE_SECONDS;
  private int lastPacketId;
  private int largestProved;
  private long lastRead;
  private long lastPing;
  private long pingTimer = -1;
  private boolean ended;

  /** Receiver of a connection's messages and its end, on the event loop. */
  interface Receiver {
    void received(ReceivedMessage message);

    /** The connection ended; called once, and only if it was open. */
    void ended(Throwable cause);
  }

  /** Publish in progress: written and waiting for its PUBACK, or waiting to be written. */
  private record Sent(PublishPacket packet, int bytes, Promise<Void> acknowledged) {}

  /** A document exceeds the broker's packet limit; nothing was written. */
  static final class PacketTooLarge extends Exception {
    private static final long serialVersionUID = 1L;

    PacketTooLarge(int bytes, int limit) {
      super("a packet of " + bytes + " bytes, the broker takes " + limit, null, false, false);
    }
  }

  private MqttConnection(
      Vertx vertx, NetClient client, ConnectOptions.Request request, Receiver receiver) {
    this.vertx = vertx;
    this.client = client;
    this.request = request;
    this.receiver = receiver;
  }

  /**
   * Connects and completes with the broker's CONNACK. The caller limits the time: {@link
   * Attempt#abandon} aborts the attempt.
   */
  static Attempt open(Vertx vertx, ConnectOptions.Request request, Receiver receiver) {
    NetClient client = vertx.createNetClient(request.socket());
    MqttConnection connection = new MqttConnection(vertx, client, request, receiver);
    client
        .connect(request.port(), request.host(), request.host())
        .onSuccess(connection::greet)
        .onFailure(connection::end);
    return connection.new Attempt();
  }

  /** Connection attempt. */
  final class Attempt {
    Future<MqttConnection> opened() {
      return opened.future();
    }

    /** Aborts the attempt; does nothing once the connection is open. */
    void abandon(Throwable cause) {
      if (!opened.future().isComplete()) {
        end(cause);
      }
    }
  }

  BrokerLimits limits() {
    return limits;
  }

  /**
   * Publishes with QoS 1, or with QoS 0 if the broker supports only that. Completes with the
   * broker's PUBACK, and with QoS 0 when it is written. Fails with {@link PacketTooLarge}, with
   * {@link BrokerAnswer.NotTaken}, or with the connection.
   */
  Future<Void> publish(
      String topic, byte[] payload, boolean retain, OutgoingProperties properties) {
    if (ended) {
      return Future.failedFuture("not connected");
    }
    boolean kept = retain && limits.retainAvailable();
    PublishPacket packet = new PublishPacket(topic, payload, kept, properties);
    int bytes = packet.size(request.version());
    if (bytes > limits.maxPacket()) {
      packet = packet.reduced();
      bytes = packet.size(request.version());
    }
    if (bytes > limits.maxPacket()) {
      return Future.failedFuture(new PacketTooLarge(bytes, limits.maxPacket()));
    }
    Sent sent = new Sent(packet, bytes, Promise.promise());
    if (limits.maximumQos() == 0) {
      write(packet, MqttQoS.AT_MOST_ONCE, 0).onComplete(sent.acknowledged());
    } else if (waiting.isEmpty() && inFlight.size() < limits.receiveMaximum()) {
      send(sent);
    } else if (waiting.size() < MAX_WAITING) {
      waiting.add(sent);
    } else {
      sent.acknowledged().fail("more than " + MAX_WAITING + " messages wait for the broker");
    }
    return sent.acknowledged().future();
  }

  /**
   * Publishes with QoS 0, not retained. Nothing proves that the broker received it; see {@link
   * #roundTrip}. A packet above the broker's limit fails with {@link PacketTooLarge}.
   */
  Future<Void> publishUnacknowledged(String topic, byte[] payload) {
    if (ended) {
      return Future.failedFuture("not connected");
    }
    PublishPacket packet = new PublishPacket(topic, payload, false, OutgoingProperties.NONE);
    int bytes = packet.size(request.version());
    if (bytes > limits.maxPacket()) {
      return Future.failedFuture(new PacketTooLarge(bytes, limits.maxPacket()));
    }
    return write(packet, MqttQoS.AT_MOST_ONCE, 0);
  }

  /**
   * Sends a ping; completes with the broker's answer. The broker reads the packets of a connection
   * in order, so it has read everything that was written before.
   */
  Future<Void> roundTrip() {
    if (ended) {
      return Future.failedFuture("not connected");
    }
    Promise<Void> answered = Promise.promise();
    ping(answered);
    return answered.future();
  }

  private void ping(Promise<Void> answered) {
    pings.add(answered);
    write(new MqttMessage(header(MqttMessageType.PINGREQ, MqttQoS.AT_MOST_ONCE)));
  }

  /**
   * Subscribes with QoS 1; completes with the granted QoS, fails with {@link
   * BrokerAnswer.NotTaken}.
   *
   * @param asPublished MQTT 5: whether live messages keep their sender's retain flag
   */
  Future<Integer> subscribe(String filter, boolean asPublished) {
    if (ended) {
      return Future.failedFuture("not connected");
    }
    if (!limits.wildcardAvailable() && (filter.contains("+") || filter.contains("#"))) {
      return Future.failedFuture(
          new BrokerAnswer.NotTaken(ReasonCode.WILDCARDS_UNSUPPORTED, Optional.empty()));
    }
    int id = packetId();
    MqttSubscriptionOption option =
        version5()
            ? new MqttSubscriptionOption(
                MqttQoS.AT_LEAST_ONCE, false, asPublished, RetainedHandlingPolicy.SEND_AT_SUBSCRIBE)
            : MqttSubscriptionOption.onlyFromQos(MqttQoS.AT_LEAST_ONCE);
    Promise<Integer> granted = Promise.promise();
    subscribing.put(id, granted);
    write(
        new MqttSubscribeMessage(
            header(MqttMessageType.SUBSCRIBE, MqttQoS.AT_LEAST_ONCE),
            new MqttMessageIdAndPropertiesVariableHeader(id, MqttProperties.NO_PROPERTIES),
            new MqttSubscribePayload(List.of(new MqttTopicSubscription(filter, option)))));
    return granted.future();
  }

  /** Sends DISCONNECT, so that the broker drops the will, and closes. */
  Future<Void> disconnect() {
    return disconnect(new MqttMessage(header(MqttMessageType.DISCONNECT, MqttQoS.AT_MOST_ONCE)));
  }

  /**
   * Sends DISCONNECT and closes. On MQTT 5 the broker publishes the will; a 3.1.1 broker drops it.
   */
  Future<Void> disconnectWithWill() {
    return version5() ? disconnect(disconnect(ReasonCode.DISCONNECT_WITH_WILL)) : disconnect();
  }

  private Future<Void> disconnect(MqttMessage packet) {
    if (ended || socket == null) {
      return Future.succeededFuture();
    }
    Future<Void> written = write(packet);
    forget(new BrokerAnswer.Ended(Optional.empty()));
    long timer = vertx.setTimer(DISCONNECT_MILLIS, late -> client.close());
    return written.eventually(
        () -> {
          vertx.cancelTimer(timer);
          return client.close();
        });
  }

  /** Closes without a DISCONNECT, so that the broker publishes the will. */
  void abort() {
    finish(new BrokerAnswer.Ended(Optional.empty()));
  }

  private void greet(NetSocket plain) {
    if (ended) {
      plain.close();
      return;
    }
    socket = (NetSocketInternal) plain;
    ChannelPipeline pipeline = socket.channelHandlerContext().pipeline();
    if (version5()) {
      pipeline.addBefore("handler", "connack3", new OldConnAck());
    }
    // Publishes of one turn of the loop leave in one write to the socket.
    pipeline.addBefore("handler", "flush", new FlushConsolidationHandler(FLUSH_AFTER, true));
    pipeline.addBefore("handler", "mqttEncoder", MqttEncoder.INSTANCE);
    pipeline.addBefore(
        "handler", "mqttDecoder", new MqttDecoder(ConnectOptions.MAX_INCOMING_PACKET));
    socket.messageHandler(this::handle);
    socket.exceptionHandler(cause -> end(cause instanceof IOException ? closing() : cause));
    socket.closeHandler(closed -> end(closing()));
    lastRead = System.nanoTime();
    write(request.connect());
  }

  private Throwable closing() {
    if (!opened.future().isComplete()) {
      return new BrokerAnswer.EndedUnanswered();
    }
    return new BrokerAnswer.Ended(
        inFlight.values().stream()
            .filter(sent -> sent.bytes() > largestProved)
            .max((a, b) -> Integer.compare(a.bytes(), b.bytes()))
            .map(sent -> new BrokerAnswer.UnprovedPacket(sent.packet().topic(), sent.bytes())));
  }

  /**
   * A broker that supports only 3.1.1 answers a CONNECT of version 5 in its own format. The decoder
   * for version 5 would wait for more bytes of such an answer.
   */
  private final class OldConnAck extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      context.pipeline().remove(this);
      if (message instanceof ByteBuf bytes
          && bytes.readableBytes() >= 4
          && bytes.getUnsignedShort(bytes.readerIndex()) == 0x2002) {
        ReferenceCountUtil.release(message);
        end(new BrokerAnswer.Refused(ReasonCode.UNACCEPTABLE_VERSION_3, Optional.empty()));
      } else {
        context.fireChannelRead(message);
      }
    }
  }

  private void handle(Object message) {
    lastRead = System.nanoTime();
    try {
      if (!ended && message instanceof MqttMessage packet) {
        if (packet.decoderResult().isFailure()) {
          broken(packet.decoderResult().cause());
        } else if (opened.future().isComplete()) {
          open(packet);
        } else {
          answered(packet);
        }
      }
    } catch (RuntimeException e) {
      // Netty decodes a SUBACK with an unknown reason code and throws when it is asked for the
      // code.
      broken(e);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void answered(MqttMessage packet) {
    if (packet instanceof MqttConnAckMessage answer) {
      MqttConnAckVariableHeader said = answer.variableHeader();
      int code = said.connectReturnCode().byteValue() & 0xFF;
      MqttProperties properties = said.properties();
      if (code != 0) {
        end(new BrokerAnswer.Refused(code, Mqtt5Properties.reason(properties)));
        return;
      }
      limits = Mqtt5Properties.limits(request.version(), properties).atMost(request.maxPacket());
      keepAliveSeconds = Math.max(2, Mqtt5Properties.serverKeepAlive(properties, keepAliveSeconds));
      keepAlive();
      opened.complete(this);
    } else {
      LOG.debugf("packet %s before CONNACK is ignored", packet.fixedHeader().messageType());
    }
  }

  private void open(MqttMessage packet) {
    switch (packet.fixedHeader().messageType()) {
      case PUBLISH -> published((MqttPublishMessage) packet);
      case PUBACK -> acknowledged((MqttPubAckMessage) packet);
      case SUBACK -> granted((MqttSubAckMessage) packet);
      case DISCONNECT -> dismissed(packet);
      case PINGRESP -> pingAnswered();
      // AUTH, a second CONNACK, and packets that only a client sends.
      default -> LOG.debugf("packet %s is ignored", packet.fixedHeader().messageType());
    }
  }

  private void published(MqttPublishMessage packet) {
    MqttPublishVariableHeader header = packet.variableHeader();
    MqttFixedHeader fixed = packet.fixedHeader();
    if (fixed.qosLevel().value() > 1) {
      broken(new IllegalStateException("a message with a QoS that was not requested"));
      return;
    }
    if (fixed.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
      write(
          new MqttPubAckMessage(
              header(MqttMessageType.PUBACK, MqttQoS.AT_MOST_ONCE),
              MqttMessageIdVariableHeader.from(header.packetId())));
    }
    receiver.received(
        new ReceivedMessage(
            header.topicName(),
            ByteBufUtil.getBytes(packet.payload()),
            fixed.qosLevel().value(),
            fixed.isDup(),
            fixed.isRetain(),
            Mqtt5Properties.ofMessage(header.properties())));
  }

  private void acknowledged(MqttPubAckMessage packet) {
    MqttMessageIdVariableHeader header = packet.variableHeader();
    Sent sent = inFlight.remove(header.messageId());
    if (sent == null) {
      return;
    }
    int reason = 0;
    Optional<String> why = Optional.empty();
    if (header instanceof MqttPubReplyMessageVariableHeader reply) {
      reason = reply.reasonCode() & 0xFF;
      why = Mqtt5Properties.reason(reply.properties());
    }
    if (reason < ReasonCode.FAILURE) {
      largestProved = Math.max(largestProved, sent.bytes());
      sent.acknowledged().complete();
    } else {
      sent.acknowledged().fail(new BrokerAnswer.NotTaken(reason, why));
    }
    while (!waiting.isEmpty() && inFlight.size() < limits.receiveMaximum()) {
      send(waiting.poll());
    }
  }

  private void granted(MqttSubAckMessage packet) {
    Promise<Integer> asked = subscribing.remove(packet.variableHeader().messageId());
    List<Integer> answers = packet.payload().reasonCodes();
    if (asked == null || answers.isEmpty()) {
      return;
    }
    int answer = answers.get(0) & 0xFF;
    if (answer < ReasonCode.FAILURE) {
      asked.complete(answer);
    } else {
      MqttMessageIdVariableHeader header = packet.variableHeader();
      Optional<String> why =
          header instanceof MqttMessageIdAndPropertiesVariableHeader more
              ? Mqtt5Properties.reason(more.properties())
              : Optional.empty();
      asked.fail(new BrokerAnswer.NotTaken(answer, why));
    }
  }

  private void dismissed(MqttMessage packet) {
    int reason = 0;
    Optional<String> why = Optional.empty();
    if (packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header) {
      reason = header.reasonCode() & 0xFF;
      why = Mqtt5Properties.reason(header.properties());
    }
    end(new BrokerAnswer.Disconnected(reason, why));
  }

  /** Closes the connection, because the rest of the stream cannot be decoded. */
  private void broken(Throwable cause) {
    if (version5()) {
      write(disconnect(ReasonCode.MALFORMED_PACKET));
    }
    end(cause);
  }

  private static MqttMessage disconnect(int reason) {
    return new MqttMessage(
        header(MqttMessageType.DISCONNECT, MqttQoS.AT_MOST_ONCE),
        new MqttReasonCodeAndPropertiesVariableHeader((byte) reason, MqttProperties.NO_PROPERTIES));
  }

  private void pingAnswered() {
    Promise<Void> oldest = pings.poll();
    if (oldest != null) {
      oldest.complete();
    }
  }

  private void send(Sent sent) {
    int id = packetId();
    inFlight.put(id, sent);
    write(sent.packet(), MqttQoS.AT_LEAST_ONCE, id);
  }

  private Future<Void> write(PublishPacket packet, MqttQoS qos, int id) {
    ByteBufAllocator buffers = socket.channelHandlerContext().alloc();
    return socket.writeMessage(packet.encode(buffers, request.version(), qos.value(), id));
  }

  private static MqttFixedHeader header(MqttMessageType type, MqttQoS qos) {
    return new MqttFixedHeader(type, false, qos, false, 0);
  }

  private Future<Void> write(MqttMessage packet) {
    return socket.writeMessage(packet);
  }

  private int packetId() {
    do {
      lastPacketId = lastPacketId % 65_535 + 1;
    } while (inFlight.containsKey(lastPacketId) || subscribing.containsKey(lastPacketId));
    return lastPacketId;
  }

  private boolean version5() {
    return request.version() == ProtocolVersion.MQTT_5;
  }

  /** Sends a ping each keep-alive time, and ends when nothing arrived for half of one more. */
  private void keepAlive() {
    long period = keepAliveSeconds * 1_000_000_000L;
    lastPing = System.nanoTime();
    pingTimer =
        vertx.setPeriodic(
            keepAliveSeconds * 500L,
            timer -> {
              long now = System.nanoTime();
              if (now - lastRead > period + period / 2 + period / 4) {
                end(new TimeoutException("the broker does not answer pings"));
              } else if (now - lastPing >= period - period / 8) {
                lastPing = now;
                ping(Promise.promise());
              }
            });
  }

  private void end(Throwable cause) {
    if (ended) {
      return;
    }
    boolean was = opened.future().isComplete();
    finish(cause);
    if (was) {
      receiver.ended(cause);
    } else {
      opened.fail(cause);
    }
  }

  private void finish(Throwable cause) {
    if (!ended) {
      forget(cause);
      client.close();
    }
  }

  private void forget(Throwable cause) {
    ended = true;
    if (pingTimer >= 0) {
      vertx.cancelTimer(pingTimer);
    }
    List<Sent> unanswered = List.copyOf(inFlight.values());
    inFlight.clear();
    unanswered.forEach(sent -> sent.acknowledged().fail(cause));
    while (!waiting.isEmpty()) {
      waiting.poll().acknowledged().fail(cause);
    }
    while (!pings.isEmpty()) {
      pings.poll().fail(cause);
    }
    List<Promise<Integer>> asked = List.copyOf(subscribing.values());
    subscribing.clear();
    asked.forEach(promise -> promise.fail(cause));
  }
}
