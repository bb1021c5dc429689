package io.ampwire.mqtt;

import io.ampwire.command.ReplyTo;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.DocumentEncoder;
import io.ampwire.telemetry.Publisher;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.smallrye.reactive.messaging.mqtt.SendingMqttMessageMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/**
 * Publisher of documents and probes through one emitter, so that none overtakes another; {@link
 * Sink} is the other end of the emitter's channel. The emitter's buffer is larger than the outbox's
 * window. An answer goes to its response topic as well.
 */
@ApplicationScoped
public class MqttPublisher implements Publisher {
  private final Emitter<byte[]> emitter;
  private final Topics topics;
  private final DocumentEncoder encoder;
  private final DocumentProperties properties;
  private final BrokerSession session;

  MqttPublisher(
      @Channel("telemetry") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 4096)
          Emitter<byte[]> emitter,
      Topics topics,
      DocumentEncoder encoder,
      DocumentProperties properties,
      BrokerSession session) {
    this.emitter = emitter;
    this.topics = topics;
    this.encoder = encoder;
    this.properties = properties;
    this.session = session;
  }

  @Override
  public Packet prepare(Document document) {
    byte[] payload = encoder.encode(document);
    OutgoingProperties described = properties.of(document, payload);
    Prepared own = new Prepared(topics.of(document), document.retained(), payload, described);
    Optional<ReplyTo> replyTo =
        document instanceof Document.Answer answer ? answer.ack().replyTo() : Optional.empty();
    return replyTo.map(to -> answering(own, to)).orElse(own);
  }

  /**
   * A packet that publishes an answer on its own topic and on the response topic of the command.
   */
  private Packet answering(Prepared own, ReplyTo replyTo) {
    OutgoingProperties answer =
        replyTo.correlation().map(own.described::answering).orElse(own.described);
    Prepared requested = new Prepared(replyTo.topic(), false, own.payload, answer);
    return replyTo.topic().equals(own.topic) ? requested : new Both(own, requested);
  }

  /** A document with its topic, payload and properties. */
  private final class Prepared implements Packet {
    private final String topic;
    private final boolean retained;
    private final byte[] payload;
    private final OutgoingProperties described;
    private final int bytes;

    private Prepared(String topic, boolean retained, byte[] payload, OutgoingProperties described) {
      this.topic = topic;
      this.retained = retained;
      this.payload = payload;
      this.described = described;
      this.bytes =
          Mqtt5Properties.publishSize(session.version(), topic, payload, described.reduced());
    }

    @Override
    public String topic() {
      return topic;
    }

    /** Size in the smallest form in which a connection sends it. */
    @Override
    public int bytes() {
      return bytes;
    }

    @Override
    public CompletionStage<Void> send() {
      CompletableFuture<Void> written = new CompletableFuture<>();
      Metadata metadata =
          Metadata.of(
              new SendingMqttMessageMetadata(topic, MqttQoS.AT_LEAST_ONCE, retained), described);
      Message<byte[]> message =
          Message.of(
              payload,
              metadata,
              () -> {
                written.complete(null);
                return CompletableFuture.completedFuture(null);
              },
              failure -> {
                written.completeExceptionally(failure);
                return CompletableFuture.completedFuture(null);
              });
      try {
        emitter.send(message);
      } catch (RuntimeException refused) {
        // The channel is full or not connected; the caller must not fail because of that.
        written.completeExceptionally(refused);
      }
      return written;
    }
  }

  /** One document on two topics. */
  private record Both(Prepared own, Prepared requested) implements Packet {
    @Override
    public String topic() {
      return own.topic();
    }

    @Override
    public int bytes() {
      return Math.max(own.bytes(), requested.bytes());
    }

    @Override
    public CompletionStage<Void> send() {
      return requested.send().thenCombine(own.send(), (to, also) -> null);
    }
  }

  /**
   * Connector's end of the channel. It passes each message to the session on arrival. It needs no
   * backpressure, because the outbox limits the number of unproved documents.
   */
  static final class Sink implements Flow.Subscriber<Message<byte[]>> {
    private static final Logger LOG = Logger.getLogger(MqttPublisher.class);

    private final BrokerSession session;

    Sink(BrokerSession session) {
      this.session = session;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Message<byte[]> message) {
      SendingMqttMessageMetadata address =
          message.getMetadata(SendingMqttMessageMetadata.class).orElseThrow();
      OutgoingProperties properties =
          message.getMetadata(OutgoingProperties.class).orElse(OutgoingProperties.NONE);
      session
          .publish(address.getTopic(), message.getPayload(), address.isRetain(), properties)
          .onSuccess(taken -> message.ack())
          .onFailure(message::nack);
    }

    @Override
    public void onError(Throwable failure) {
      LOG.error("the channel to the broker ended", failure);
    }

    @Override
    public void onComplete() {
      // The process ends.
    }
  }
}
