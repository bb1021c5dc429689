package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.bench.BenchFleet;
import io.ampwire.faults.MqttFaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same faults before two brokers and with both protocol versions, counted by a subscriber that
 * is not the bridge. Every build runs each broker and each version once, for a few seconds a fault;
 * {@code -Dampwire.brokers=all -Dampwire.fault.seconds=15} runs every pair for longer.
 */
class BrokerFaultsIT {
  private static final int CHARGERS = 20;
  private static final int SECONDS = Integer.getInteger("ampwire.fault.seconds", 4);
  private static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension final Rig rig = new Rig();

  /** What the broker, or the connection to it, does wrong. */
  private enum Fault {
    /** Acknowledges each document and drops it, on a connection that it keeps. */
    SWALLOWS {
      @Override
      void begin(Setup setup) {
        setup.proxy.swallow();
      }

      @Override
      int times(Setup setup) {
        return setup.proxy.swallowed();
      }
    },
    /** Grants the bridge no subscription, so that nothing proves a delivery. */
    REFUSES_SUBSCRIPTIONS {
      @Override
      void begin(Setup setup) {
        setup.proxy.refuseSubscriptions();
      }

      @Override
      int times(Setup setup) {
        return setup.proxy.refused();
      }
    },
    /** Ends the connection in the middle of a publish, again and again. */
    CUTS_PACKETS {
      @Override
      void begin(Setup setup) {
        setup.proxy.cutEvery(CHARGERS / 2);
      }

      @Override
      int times(Setup setup) {
        return setup.proxy.cuts();
      }
    },
    /** Everything from the broker is three seconds late. */
    ANSWERS_SLOWLY {
      @Override
      void begin(Setup setup) {
        setup.proxy.answerAfter(Duration.ofSeconds(3));
      }
    },
    /** SIGKILL, and back without anything that it had kept. */
    RESTARTS_EMPTY {
      @Override
      void begin(Setup setup) {
        setup.proxy.refuse();
        setup.broker.kill();
      }

      @Override
      void end(Setup setup) {
        setup.listenAgain(() -> setup.broker.start());
        super.end(setup);
      }
    },
    /** The access list denies publishing for a while. */
    DENIES {
      @Override
      void begin(Setup setup) {
        setup.broker.deny("bridge");
      }

      @Override
      void end(Setup setup) {
        setup.broker.permit();
        super.end(setup);
      }

      /** Documents that came again or late. */
      @Override
      int times(Setup setup) {
        Counts counts = setup.counts();
        return (int) (counts.late + counts.duplicates);
      }
    };

    abstract void begin(Setup setup);

    void end(Setup setup) {
      setup.proxy.heal();
    }

    /** How often the fault took place so far. */
    int times(Setup setup) {
      return setup.begun;
    }
  }

  /** A broker and a protocol version, with the bridge and the subscriber that use them. */
  private final class Setup {
    private final String name;
    private final RealBroker broker;
    private final MqttFaultProxy proxy;
    private final BridgeProcess bridge;
    private final List<Message> earlier = new ArrayList<>();
    private Subscriber subscriber;
    private Counts before = new Counts(0, 0, 0, 0, 0);
    private int begun;
    private long endedNanos;

    private Setup(BrokerChoice choice, int chargers) {
      this.name = choice.toString();
      this.broker = choice.broker(rig).start();
      this.proxy = rig.keep(new MqttFaultProxy(broker.port()));
      this.subscriber = rig.subscribe(broker, "ampwire/#");
      this.bridge =
          rig.bridge()
              .set("ampwire.mqtt.url", proxy.url())
              .set("ampwire.mqtt.username", "bridge")
              .set("ampwire.mqtt.version", choice.version())
              .file("ampwire.inventory", "inventory.yaml", BenchFleet.inventory(CHARGERS, chargers))
              .start();
    }

    private void listenAgain(Runnable between) {
      earlier.addAll(subscriber.all());
      subscriber.close();
      between.run();
      subscriber = rig.subscribe(broker, "ampwire/#");
    }

    /** Whether all is delivered or reported as a gap. */
    private boolean complete() {
      Counts now = counts();
      return bridge.metric("ampwire_journal_documents") == 0
          && bridge.status("/q/health/ready") == 200
          && now.missing == now.reported;
    }

    private Counts counts() {
      List<Message> all = Stream.concat(earlier.stream(), subscriber.all().stream()).toList();
      Sequences sequences = new Sequences();
      all.forEach(sequences::take);
      Set<String> inGaps =
          Sequences.inGaps(all.stream().filter(m -> m.topic().equals("ampwire/bridge/event")));
      List<String> missing = sequences.missing();
      return new Counts(
          sequences.sent(),
          missing.size(),
          missing.stream().filter(inGaps::contains).count(),
          sequences.late(),
          sequences.duplicates());
    }

    private void report(Fault fault, int times) {
      Counts now = counts();
      System.out.printf(
          "broker fault: %-22s %-15s %2d s, %3d times: sent %4d, missing %d, of them in gaps"
              + " %d, late %d, duplicates %d, complete after %.1f s%n",
          fault,
          name,
          SECONDS,
          times,
          now.sent - before.sent,
          now.missing - before.missing,
          now.reported - before.reported,
          now.late - before.late,
          now.duplicates - before.duplicates,
          (System.nanoTime() - endedNanos) / 1e9);
      before = now;
      assertThat(times).as("%s %s took place", name, fault).isPositive();
      assertThat(now.missing).as("%s %s: missing", name, fault).isEqualTo(now.reported);
    }
  }

  private record Counts(long sent, long missing, long reported, long late, long duplicates) {}

  /** Brokers and versions that run side by side. */
  static Stream<List<BrokerChoice>> pairs() {
    List<BrokerChoice> every = List.of(BrokerChoice.MOSQUITTO_3, BrokerChoice.ARTEMIS_5);
    List<BrokerChoice> others = List.of(BrokerChoice.MOSQUITTO_5, BrokerChoice.ARTEMIS_3);
    return BrokerChoice.all() ? Stream.of(every, others) : Stream.of(every);
  }

  /** FAULTS J01. */
  @ParameterizedTest
  @MethodSource("pairs")
  void whateverTheBrokerDoesNoDocumentIsMissingWithoutAGap(List<BrokerChoice> pair) {
    int port = Ports.free();
    rig.keep(BenchFleet.start(CHARGERS, port));
    List<Setup> setups = pair.stream().map(choice -> new Setup(choice, port)).toList();
    setups.forEach(
        setup ->
            await(setup.name + ": all online")
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> setup.bridge.metric("ampwire_chargers_online") == CHARGERS));
    pass(2);
    setups.forEach(setup -> setup.before = setup.counts());

    for (Fault fault : Fault.values()) {
      List<Integer> before = setups.stream().map(fault::times).toList();
      for (Setup setup : setups) {
        fault.begin(setup);
        setup.begun++;
      }
      pass(SECONDS);
      for (Setup setup : setups) {
        fault.end(setup);
        setup.endedNanos = System.nanoTime();
      }
      for (int i = 0; i < setups.size(); i++) {
        Setup setup = setups.get(i);
        await(setup.name + ": complete after " + fault)
            .atMost(SOON)
            .pollInterval(Duration.ofMillis(500))
            .ignoreExceptions()
            .until(setup::complete);
        setup.report(fault, fault.times(setup) - before.get(i));
      }
    }
  }

  private static void pass(int seconds) {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    await("time to pass")
        .atMost(Duration.ofSeconds(seconds + 30L))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> System.nanoTime() >= until);
  }
}
