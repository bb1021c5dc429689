package io.ampwire.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One run of a feeder with bridges as processes, in which one process after the other is killed.
 * Limits, cars and single chargers change all the time.
 */
final class GroupLimitRun {
  private static final long TICK_MILLIS = 100;
  private static final long HANDOVER = Duration.ofSeconds(2).toNanos();
  private static final long SETTLES = Duration.ofSeconds(10).toNanos();

  /** What is killed. */
  enum Kill {
    NOTHING,
    CONTROLLER,
    METER,
    BROKER,
    BRIDGE,
    /** The bridge is asked to stop. */
    STOP
  }

  private final GroupLimitSite site;
  private final List<BridgeProcess> bridges;
  private final Owner owner;
  private final List<Kill> kills;
  private final long slot;
  private long begun;
  private long slotAt;
  private int slots = -1;
  private long reviveAt = Long.MAX_VALUE;
  private Runnable revival = () -> {};
  private boolean gone;
  private int serving = -1;
  private long commandAt;

  /** Index of the bridge that has the chargers. */
  interface Owner {
    int index();

    /** Whether it has them; between two members nobody does. */
    default boolean held() {
      return true;
    }
  }

  GroupLimitRun(
      GroupLimitSite site,
      List<BridgeProcess> bridges,
      Owner owner,
      List<Kill> kills,
      Duration slot) {
    this.site = site;
    this.bridges = bridges;
    this.owner = owner;
    this.kills = new ArrayList<>(kills);
    Collections.shuffle(this.kills, site.random);
    this.slot = slot.toNanos();
  }

  /** Runs to its end. */
  FeederJudge.Verdict run() {
    long from = System.nanoTime();
    outage(new FeederRecord.Outage(from, Long.MAX_VALUE, Long.MAX_VALUE, false));
    gone = true;
    AtomicReference<Throwable> failure = new AtomicReference<>();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      clock.scheduleAtFixedRate(
          () -> {
            try {
              if (step()) {
                clock.shutdown();
              }
            } catch (RuntimeException | AssertionError e) {
              failure.set(e);
              clock.shutdown();
            }
          },
          0,
          TICK_MILLIS,
          TimeUnit.MILLISECONDS);
      if (!clock.awaitTermination(10, TimeUnit.MINUTES)) {
        throw new AssertionError("the run does not end; " + site.record.story);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      clock.shutdownNow();
    }
    if (failure.get() != null) {
      throw new AssertionError(site.record.story.toString(), failure.get());
    }
    return new FeederJudge(site.record, site.feeder).judge();
  }

  /** Returns whether the run is over. */
  private boolean step() {
    long now = System.nanoTime();
    site.step();
    outages(now);
    if (begun == 0) {
      if (site.record.outages.get(0).settled() < now) {
        begun = now;
        slotAt = now - slot;
      }
      return false;
    }
    if (now >= reviveAt) {
      reviveAt = Long.MAX_VALUE;
      revival.run();
    }
    handover(now);
    boolean quiet = reviveAt == Long.MAX_VALUE && !gone;
    if (now - slotAt >= slot && quiet) {
      slotAt = now;
      slots++;
      if (slots == kills.size()) {
        return true;
      }
      kill(kills.get(slots), now);
    } else {
      events(now);
    }
    return false;
  }

  private void events(long now) {
    if (now >= commandAt) {
      commandAt = now + Duration.ofMillis(3000 + site.random.nextInt(3000)).toNanos();
      site.command();
    }
    switch (site.random.nextInt(120)) {
      case 3, 4, 5, 6 -> site.visit();
      case 7 -> {
        // In quiet times every charger answers, so that the time to the registers can be told.
        if (kills.get(slots) != Kill.NOTHING) {
          site.killCharger();
        }
      }
      default -> {}
    }
  }

  private void kill(Kill what, long now) {
    reviveAt =
        now
            + Duration.ofMillis(
                    1000 + site.random.nextInt((int) Math.min(14_000, slot / 1_000_000)))
                .toNanos();
    switch (what) {
      case NOTHING -> {
        reviveAt = Long.MAX_VALUE;
        site.reviveChargers();
      }
      case CONTROLLER -> {
        site.killController();
        revival = site::reviveMeterAndController;
      }
      case METER -> {
        site.killMeter();
        revival = site::reviveMeterAndController;
      }
      case BROKER -> {
        site.killBroker();
        revival = site::startBroker;
      }
      case BRIDGE, STOP -> killBridge(what, now);
    }
  }

  private void killBridge(Kill what, long now) {
    BridgeProcess bridge = bridges.get(owner.index());
    boolean alone = bridges.size() == 1;
    site.record.note("bridge " + bridges.indexOf(bridge) + " " + what);
    outage(new FeederRecord.Outage(now, Long.MAX_VALUE, Long.MAX_VALUE, alone));
    gone = true;
    if (what == Kill.BRIDGE) {
      bridge.kill();
    } else {
      bridge.terminate();
    }
    if (alone) {
      site.disconnected();
    }
    revival =
        () -> {
          if (what == Kill.STOP) {
            bridge.exitCode(Duration.ofSeconds(30));
          }
          bridge.start();
          site.record.note("bridge " + bridges.indexOf(bridge) + " started");
          if (alone) {
            replace(o -> new FeederRecord.Outage(o.from(), System.nanoTime(), o.settled(), true));
          }
        };
  }

  /** One member gives the chargers back to another, as after a restart. No bridge runs between. */
  private void handover(long now) {
    int index = owner.index();
    if (!gone && (!owner.held() || serving >= 0 && index != serving)) {
      site.record.note("hand-over");
      // The sockets were closed before the lease was released.
      outage(new FeederRecord.Outage(now - HANDOVER, Long.MAX_VALUE, Long.MAX_VALUE, false));
      gone = true;
    }
    serving = index;
  }

  private void outage(FeederRecord.Outage outage) {
    site.record.outages.add(outage);
  }

  private void replace(java.util.function.UnaryOperator<FeederRecord.Outage> by) {
    int last = site.record.outages.size() - 1;
    site.record.outages.set(last, by.apply(site.record.outages.get(last)));
  }

  /** An outage is over some seconds after a bridge is connected to every charger that lives. */
  private void outages(long now) {
    if (gone && site.served(site.record.outages.get(site.record.outages.size() - 1).from())) {
      gone = false;
      site.record.note("all chargers connected");
      replace(o -> new FeederRecord.Outage(o.from(), o.restart(), now + SETTLES, o.forgets()));
    }
  }
}
