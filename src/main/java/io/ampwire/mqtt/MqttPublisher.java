package io.ampwire.mqtt;

import io.ampwire.command.ReplyTo;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.DocumentEncoder;
import io.ampwire.telemetry.Publisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Function;
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
  private final Emitter<Prepared> emitter;
  private final Topics topics;
  private final DocumentEncoder encoder;
  private final DocumentProperties properties;
  private final BrokerSession session;

  MqttPublisher(
      @Channel("telemetry") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 4096)
          Emitter<Prepared> emitter,
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

  /** A document with its topic, payload and properties; payload of the channel's messages. */
  final class Prepared implements Packet {
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
          new PublishPacket(topic, payload, retained, described.reduced()).size(session.version());
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
      Outgoing message = new Outgoing(this, new CompletableFuture<>());
      try {
        emitter.send(message);
      } catch (RuntimeException refused) {
        // The channel is full or not connected; the caller must not fail because of that.
        message.written().completeExceptionally(refused);
      }
      return message.written();
    }
  }

  /**
   * Message of the outgoing channel. Its payload contains everything that the connector needs, so
   * it carries no metadata: SmallRye's own messages copy a set of metadata at each step.
   */
  private record Outgoing(Prepared packet, CompletableFuture<Void> written)
      implements Message<Prepared> {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    @Override
    public Prepared getPayload() {
      return packet;
    }

    @Override
    public Message<Prepared> addMetadata(Object metadata) {
      return this;
    }

    @Override
    public Function<Metadata, CompletionStage<Void>> getAckWithMetadata() {
      return metadata -> {
        written.complete(null);
        return DONE;
      };
    }

    @Override
    public BiFunction<Throwable, Metadata, CompletionStage<Void>> getNackWithMetadata() {
      return (failure, metadata) -> {
        written.completeExceptionally(failure);
        return DONE;
      };
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
  static final class Sink implements Flow.Subscriber<Message<Prepared>> {
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
    public void onNext(Message<Prepared> message) {
      Prepared packet = message.getPayload();
      session
          .publish(packet.topic, packet.payload, packet.retained, packet.described)
          .onComplete(taken -> message.ack(), message::nack);
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
