package io.ampwire.faults;

import static io.ampwire.charger.ChargerEvent.Type.CHARGER_OFFLINE;
import static io.ampwire.charger.ChargerEvent.Type.CHARGER_ONLINE;
import static io.ampwire.link.ModbusResponse.Reason.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Reading;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.VirtualCharger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Chargers that are connected and say nothing. */
@Timeout(40)
class SilentChargerTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final int FLEET = 50;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration DEADLINE = Duration.ofMillis(300);

  /** FAULTS W12. */
  @Test
  void oneSilentChargerOfFiftyDelaysNoneOfTheOthers() {
    VirtualCharger device = Maps.charging();
    FaultProxy proxy = WIRE.proxy(WIRE.charger(device));
    // Long enough to show in the others' lateness if they waited for it.
    Duration deadline = Duration.ofSeconds(1);
    Rig silent = WIRE.rig(proxy, WIRE.options().poll(POLL).timeout(deadline));
    List<Rig> others = new ArrayList<>();
    for (int i = 1; i < FLEET; i++) {
      Duration offset = POLL.multipliedBy(i).dividedBy(FLEET);
      Rig.Options options = WIRE.options().poll(POLL).id("bay-" + (i + 1), offset);
      others.add(WIRE.rig(WIRE.charger(device), options));
    }
    Wire.soon().until(() -> silent.online() && others.stream().allMatch(Rig::online));

    proxy.toBridge().blackhole();
    List<Integer> before = others.stream().map(rig -> rig.tally().polls()).toList();
    long begun = System.nanoTime();
    Wire.soon().until(() -> polled(others, before).stream().allMatch(polls -> polls >= 20));
    Duration took = Duration.ofNanos(System.nanoTime() - begun).minus(Stalls.since(begun));
    long periods = took.dividedBy(POLL);

    assertThat(polled(others, before)).allMatch(polls -> polls >= periods * 3 / 4);
    assertThat(lateness(others, before, 99))
        .isLessThan(Stalls.allowing(deadline.dividedBy(2), begun));
    assertThat(others).allMatch(rig -> rig.tally().connections() == 1);
    assertThat(others).allMatch(rig -> rig.tally().failures().isEmpty());
    assertThat(silent.online()).isFalse();
    assertThat(silent.tally().reasons()).hasSizeGreaterThan(1).containsOnly(TIMEOUT);
    assertThat(proxy.most()).as("one generation at a time").isOne();
  }

  /** FAULTS W16. */
  @Test
  void aSilentChargerIsCalledAwayInTimeAndComesBackByItself() {
    FaultProxy proxy = WIRE.proxy(WIRE.charger(Maps.charging()));
    Rig rig = WIRE.rig(proxy, WIRE.options().poll(POLL).timeout(DEADLINE));
    Wire.soon().until(rig::online);

    proxy.toBridge().blackhole();
    proxy.toCharger().blackhole();
    long begun = System.nanoTime();
    Wire.soon().until(() -> !rig.online());
    // Each of the three failed polls may cost a deadline and the rest of a period.
    Duration bound = DEADLINE.plus(POLL).multipliedBy(3).plusMillis(400);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isLessThan(Stalls.allowing(bound, begun));
    assertThat(rig.said().stale())
        .last()
        .satisfies(last -> assertThat(last.snapshot().readings()).noneMatch(Reading::isValue));

    int polls = rig.said().count();
    proxy.heal();
    Wire.soon().until(() -> rig.said().count() > polls);
    assertThat(rig.said().availability()).endsWith(true, false, true);
    assertThat(rig.said().events(CHARGER_OFFLINE)).hasSize(1);
    assertThat(rig.said().events(CHARGER_ONLINE)).hasSize(2);
  }

  /** FAULTS W17. */
  @Test
  void aHungChargerIsAskedAgainOnOneConnectionAtATime() {
    ModbusServer charger = WIRE.charger(Maps.charging(), ServerOptions.defaults().withClients(1));
    Rig rig = WIRE.rig(charger, WIRE.options().poll(POLL).timeout(DEADLINE));
    Wire.soon().until(rig::online);

    charger.hang();
    Wire.soon().until(() -> !rig.online() && rig.tally().connections() >= 3);
    charger.resume();
    Wire.soon().until(rig::online);

    assertThat(charger.connectionsMost()).isOne();
    assertThat(charger.connectionsRefused()).isZero();
  }

  private static List<Integer> polled(List<Rig> rigs, List<Integer> before) {
    List<Integer> polls = new ArrayList<>();
    for (int i = 0; i < rigs.size(); i++) {
      polls.add(rigs.get(i).tally().polls() - before.get(i));
    }
    return polls;
  }

  /** How late the polls since {@code before} began, at most, but for the worst ones. */
  private static Duration lateness(List<Rig> rigs, List<Integer> before, int percentile) {
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < rigs.size(); i++) {
      List<Long> late = rigs.get(i).tally().lateness();
      all.addAll(late.subList(before.get(i), late.size()));
    }
    all.sort(null);
    return Duration.ofNanos(all.get(all.size() * percentile / 100));
  }
}
