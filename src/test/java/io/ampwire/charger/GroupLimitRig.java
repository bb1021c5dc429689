package io.ampwire.charger;

import io.ampwire.command.Ack;
import io.ampwire.command.Command;
import io.ampwire.control.Audit;
import io.ampwire.control.GroupGuard;
import io.ampwire.control.MemberReport;
import io.ampwire.group.GroupLimits;
import io.ampwire.group.GroupListener;
import io.ampwire.group.GroupState;
import io.ampwire.group.LimitCommand;
import io.ampwire.group.LimitSettings;
import io.ampwire.link.ManualScheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Evlink;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Lanes of the chargers of one group, with the group's limiter, in virtual time. */
final class GroupLimitRig implements GroupListener {
  static final String GROUP = "feeder-1";
  static final int FALLBACK = 6;

  final ManualScheduler scheduler = new ManualScheduler();
  final Map<ChargerId, Bench> benches = new LinkedHashMap<>();
  final List<Ack> answers = new ArrayList<>();
  final List<Entry> record = new ArrayList<>();
  GroupLimits limits = new GroupLimits(scheduler, this);
  GroupState state;
  Audit audit = Audit.NONE;
  Duration poll = Duration.ofSeconds(1);
  Duration timeout = Duration.ofSeconds(1);
  Consumer<Bench> prepare = bench -> {};
  private int ids;

  record Entry(String kind, Map<String, Object> details) {}

  /** The guard of the lanes. */
  final GroupGuard guard =
      new GroupGuard() {
        @Override
        public Optional<Refusal> admit(ChargerId charger, double amps) {
          return Optional.empty();
        }

        @Override
        public void observed(ChargerId charger, double worst, double fallback) {}

        @Override
        public Optional<Cap> cap(ChargerId charger) {
          return limits.cap(charger);
        }

        @Override
        public void reported(ChargerId charger, MemberReport report) {
          limits.reported(charger, report);
        }

        @Override
        public void wanted(ChargerId charger, long amps) {
          limits.wanted(charger, amps);
        }
      };

  static LimitSettings settings(double most, OptionalDouble safe, LimitSettings.Member... members) {
    return new LimitSettings(
        GROUP,
        most,
        safe,
        LimitSettings.Times.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        List.of(members));
  }

  static LimitSettings.Member member(int number, List<Integer> phases) {
    return new LimitSettings.Member(
        new ChargerId("bay-%02d".formatted(number)), 1, phases, 6, 32, true, Duration.ofSeconds(3));
  }

  /** Starts a lane for each member. */
  GroupLimitRig start(LimitSettings settings) {
    limits.apply(List.of(settings));
    for (LimitSettings.Member member : settings.members()) {
      Bench bench = new Bench();
      bench.scheduler = scheduler;
      bench.charger = new ScriptedCharger(scheduler, Evlink.MAP);
      bench.charger.registers().put("degraded_set_point_mono", FALLBACK);
      bench.charger.registers().put("degraded_set_point_tri", FALLBACK);
      bench.charger.registers().put("set_point", FALLBACK);
      bench.name = member.id().value();
      bench.mode = ControlMode.STANDING;
      bench.groups = guard;
      bench.audit = audit;
      bench.poll = poll;
      bench.timeout = timeout;
      prepare.accept(bench);
      benches.put(member.id(), bench.begin());
    }
    return this;
  }

  Bench bench(int number) {
    return benches.get(new ChargerId("bay-%02d".formatted(number)));
  }

  /** The charger's set point register. */
  int register(Bench bench) {
    return bench.charger.registers().word(Evlink.point("set_point").address());
  }

  List<Integer> registers() {
    return benches.values().stream().map(this::register).toList();
  }

  LimitCommand command(double value, String unit, int lease) {
    return new LimitCommand(
        new Command(
            "limit",
            new Command.Number(BigDecimal.valueOf(value)),
            Optional.of("l" + ++ids),
            OptionalLong.empty(),
            OptionalLong.empty(),
            lease > 0 ? OptionalLong.of(lease) : OptionalLong.empty(),
            Optional.of("grid-box"),
            false,
            scheduler.nanos(),
            scheduler.wallMillis()),
        Optional.of(unit),
        Optional.empty());
  }

  void limit(double amps, int lease) {
    limits.command(GROUP, command(amps, "A", lease));
    scheduler.settle();
  }

  @Override
  public boolean owns(ChargerId charger) {
    return true;
  }

  @Override
  public void capChanged(ChargerId charger) {
    Bench bench = benches.get(charger);
    if (bench != null) {
      bench.lane.capChanged();
    }
  }

  @Override
  public void state(String group, GroupState now) {
    state = now;
  }

  @Override
  public void answer(String group, LimitCommand command, Ack answer) {
    answers.add(answer);
  }

  @Override
  public void recorded(String group, long ts, String kind, Map<String, Object> details) {
    record.add(new Entry(kind, details));
  }
}
