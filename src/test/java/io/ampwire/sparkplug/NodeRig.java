package io.ampwire.sparkplug;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.WaitingFor;
import io.ampwire.command.Ack;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.link.ManualScheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import io.ampwire.map.Evlink;
import io.ampwire.map.RegisterMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An edge node on a manual clock, with a broker that records what is published. */
final class NodeRig implements BrokerConnections {
  static final ChargerId BAY = new ChargerId("bay-01");
  static final ChargerId DRIVE = new ChargerId("drive");
  static final String HOST = "scada";
  static final String NCMD = "spBv1.0/plant/NCMD/bridge";

  final ManualScheduler scheduler = new ManualScheduler();
  final List<Published> published = new ArrayList<>();
  final List<String> subscribed = new ArrayList<>();
  final List<Published> wills = new ArrayList<>();
  final List<Sent> commands = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  final EdgeNode node;
  int maxPayload = Integer.MAX_VALUE;
  boolean answersPings = true;
  boolean accepts = true;
  int left;
  private final Deque<CompletableFuture<Void>> pings = new ArrayDeque<>();
  private int bdSeq = -1;
  private Listener listener;

  /** A message that the node published, or registered as its last will. */
  record Published(String topic, byte[] bytes) {
    DecodedPayload payload() {
      return new DecodedPayload(bytes);
    }

    String type() {
      return topic.split("/")[2];
    }
  }

  /** A command that reached a charger. */
  record Sent(ChargerId charger, Command command) {}

  NodeRig() {
    this(Optional.empty(), EdgeNodeSettings.HISTORY_BYTES);
  }

  NodeRig(Optional<String> primaryHost, long historyBytes) {
    node =
        new EdgeNode(
            new EdgeNodeSettings(
                new SparkplugTopics("plant", "bridge"), primaryHost, "1.2.3", historyBytes),
            new EdgeNodePorts(
                scheduler,
                this,
                () -> CompletableFuture.completedFuture(bdSeq = (bdSeq + 1) % 256),
                NodeRig::hostState,
                (charger, command) -> commands.add(new Sent(charger, command)),
                problems::add,
                new Random(1)));
  }

  static NodeRig withPrimaryHost() {
    return new NodeRig(Optional.of(HOST), EdgeNodeSettings.HISTORY_BYTES);
  }

  /** A stand-in for the JSON parser, which has tests of its own: {@code online 42}. */
  private static Optional<HostState> hostState(byte[] text) {
    String[] said = new String(text, StandardCharsets.UTF_8).split(" ");
    return said.length == 2
        ? Optional.of(new HostState(said[0].equals("online"), Long.parseLong(said[1])))
        : Optional.empty();
  }

  /** Starts the node with these chargers online. */
  NodeRig started(ChargerId... chargers) {
    for (ChargerId charger : chargers) {
      comes(charger, new Poll());
    }
    node.start();
    scheduler.settle();
    return this;
  }

  /** The charger's first poll, and then it is online. */
  void comes(ChargerId charger, Poll poll) {
    polls(charger, poll);
    node.availability(charger, true);
    scheduler.settle();
  }

  void goes(ChargerId charger) {
    node.state(charger, new Poll().quality(ChargerSnapshot.Quality.STALE).at(scheduler));
    node.availability(charger, false);
    scheduler.settle();
  }

  void polls(ChargerId charger, Poll poll) {
    node.state(charger, poll.at(scheduler));
    scheduler.settle();
  }

  void answers(ChargerId charger, String command, Outcome outcome) {
    node.ack(charger, new Ack(command, Optional.empty(), outcome, scheduler.wallMillis(), 5));
    scheduler.settle();
  }

  void receives(String topic, byte[] payload) {
    receives(topic, payload, false);
  }

  void receives(String topic, byte[] payload, boolean retained) {
    listener.received(topic, payload, retained);
    scheduler.settle();
  }

  void hostSays(String text) {
    receives("spBv1.0/STATE/" + HOST, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The connection ends without warning; pings stay unanswered. */
  void breaks() {
    pings.clear();
    listener.ended("the connection was lost");
    scheduler.settle();
  }

  void answerPings() {
    List<CompletableFuture<Void>> waiting = List.copyOf(pings);
    pings.clear();
    waiting.forEach(ping -> ping.complete(null));
    scheduler.settle();
  }

  List<Published> ofType(String type) {
    return published.stream().filter(message -> message.type().equals(type)).toList();
  }

  List<String> types() {
    return published.stream().map(Published::type).toList();
  }

  Published last() {
    return published.get(published.size() - 1);
  }

  @Override
  public void open(String willTopic, byte[] willPayload, Listener theirs) {
    wills.add(new Published(willTopic, willPayload));
    listener = theirs;
    if (!accepts) {
      scheduler.execute(() -> theirs.ended("refused"));
      return;
    }
    scheduler.execute(() -> theirs.opened(new Open()));
  }

  private final class Open implements Connection {
    @Override
    public CompletionStage<Void> subscribe(String filter) {
      subscribed.add(filter);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean fits(String topic, int payloadBytes) {
      return payloadBytes <= maxPayload;
    }

    @Override
    public void publish(String topic, byte[] payload) {
      published.add(new Published(topic, payload));
    }

    @Override
    public CompletionStage<Void> roundTrip() {
      CompletableFuture<Void> ping = new CompletableFuture<>();
      if (answersPings) {
        scheduler.execute(() -> ping.complete(null));
      } else {
        pings.add(ping);
      }
      return ping;
    }

    @Override
    public CompletionStage<Void> leave(String topic, byte[] payload) {
      published.add(new Published(topic, payload));
      left++;
      return CompletableFuture.completedFuture(null);
    }
  }

  /** What a poll reads: 0 everywhere until a test says otherwise. */
  static final class Poll {
    private final RegisterMap map;
    private final List<Reading> readings;
    private ChargerSnapshot.Quality quality = ChargerSnapshot.Quality.GOOD;

    Poll() {
      this(Evlink.MAP);
    }

    Poll(RegisterMap map) {
      this.map = map;
      readings = new ArrayList<>(Collections.nCopies(map.points().size(), new Reading.Whole(0)));
    }

    Poll reads(String point, Reading reading) {
      readings.set(map.position(point), reading);
      return this;
    }

    Poll quality(ChargerSnapshot.Quality now) {
      quality = now;
      return this;
    }

    ChargerSnapshot at(ManualScheduler scheduler) {
      return new ChargerSnapshot(
          map,
          scheduler.wallMillis(),
          quality,
          ControlView.NONE,
          WaitingFor.NONE,
          Optional.empty(),
          List.copyOf(readings),
          new Capture(map));
    }
  }

  static Outcome applied(long value) {
    return new Outcome.Applied(
        true, Optional.of(Decimal.of(value)), Optional.of(Decimal.of(value)));
  }
}
