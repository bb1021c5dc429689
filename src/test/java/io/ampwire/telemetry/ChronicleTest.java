package io.ampwire.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.RecordingSink;
import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.decode.Reading;
import io.ampwire.map.ChargerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChronicleTest {
  private static final ChargerId BAY = new ChargerId("bay-01");
  private static final ChargerId OTHER = new ChargerId("bay-02");

  private final RecordingSink next = new RecordingSink();
  private final Chronicle chronicle = new Chronicle(next);
  private final Polls polls = new Polls();

  private static ChargerEvent event(long ts) {
    return new ChargerEvent(ChargerEvent.Type.SESSION_STARTED, ts, Map.of());
  }

  private static Ack ack(long ts) {
    Outcome applied = new Outcome.Applied(true, OptionalLong.of(10), OptionalLong.of(10));
    return new Ack("set_point", Optional.empty(), applied, ts, 5);
  }

  @Test
  void eventsAndAnswersOfAChargerAreThereNewestFirst() {
    chronicle.event(BAY, event(1));
    chronicle.ack(BAY, ack(2));
    chronicle.event(OTHER, event(3));

    assertThat(chronicle.of(BAY))
        .containsExactly(
            new Chronicle.Answered(BAY, ack(2)), new Chronicle.Happened(BAY, event(1)));
    assertThat(chronicle.since(0).entries())
        .extracting(Chronicle.Entry::ts)
        .containsExactly(3L, 2L, 1L);
  }

  @Test
  void aRestlessChargerCrowdsOutOnlyItself() {
    chronicle.event(OTHER, event(1));
    for (int i = 0; i < 10 * Chronicle.ROOM; i++) {
      chronicle.event(BAY, event(100 + i));
    }

    assertThat(chronicle.of(BAY)).hasSize(Chronicle.ROOM);
    assertThat(chronicle.of(BAY).get(0).ts()).isEqualTo(99 + 10L * Chronicle.ROOM);
    assertThat(chronicle.of(OTHER)).hasSize(1);
  }

  @Test
  void newsAreWhatHappenedSinceThenAndNothingTwice() {
    chronicle.event(BAY, event(1));
    Chronicle.News first = chronicle.since(0);
    assertThat(chronicle.since(first.seen()).entries()).isEmpty();

    chronicle.event(OTHER, event(2));
    chronicle.ack(BAY, ack(3));
    chronicle.removed(OTHER);
    chronicle.event(OTHER, event(4));

    Chronicle.News second = chronicle.since(first.seen());
    assertThat(second.entries()).extracting(Chronicle.Entry::ts).containsExactly(4L, 3L);
    assertThat(chronicle.since(second.seen()).entries()).isEmpty();
    assertThat(chronicle.count(BAY)).isEqualTo(2);
  }

  @Test
  void whoFollowsIsToldEachAnswerUntilTheyStop() {
    List<Chronicle.Answered> told = new ArrayList<>();
    Runnable stop = chronicle.follow(told::add);

    chronicle.ack(BAY, ack(1));
    chronicle.ack(OTHER, ack(2));
    stop.run();
    chronicle.ack(BAY, ack(3));

    assertThat(told).extracting(Chronicle.Answered::ts).containsExactly(1L, 2L);
  }

  @Test
  void renewalsAreToldAndCrowdOutNothing() {
    List<Chronicle.Answered> told = new ArrayList<>();
    chronicle.follow(told::add);
    Outcome applied = new Outcome.Applied(true, OptionalLong.empty(), OptionalLong.empty());

    chronicle.ack(BAY, new Ack("control", Optional.of("r1"), applied, 1, 0));
    chronicle.ack(
        BAY,
        new Ack("control", Optional.of("r2"), Outcome.rejected(Code.NO_CONTROL, "none"), 2, 0));

    assertThat(told).hasSize(2);
    assertThat(chronicle.of(BAY)).extracting(Chronicle.Entry::ts).containsExactly(2L);
    assertThat(next.log()).containsExactly("ack control", "ack control");
  }

  @Test
  void powerIsKeptEachFiveSecondsForAQuarterOfAnHour() {
    for (int second = 0; second < 2_000; second++) {
      polls.reads("power_active_phase_tot", new Reading.Real(second));
      chronicle.state(BAY, polls.at(second * 1_000L));
    }

    Chronicle.Course course = chronicle.power(BAY);
    assertThat(course.stamps()).hasSize(180);
    assertThat(course.stamps()[179]).isEqualTo(1_995_000);
    assertThat(course.stamps()[178]).isEqualTo(1_990_000);
    assertThat(course.values()[179]).isEqualTo(1_995f);
    assertThat(course.stamps()[0]).isEqualTo(1_100_000);
  }

  @Test
  void whereThereWasNoPowerIsAGap() {
    polls.nothing();
    chronicle.state(BAY, polls.at(1_000));

    assertThat(chronicle.power(BAY).values()).containsExactly(Float.NaN);
  }

  @Test
  void everythingIsPassedOn() {
    chronicle.event(BAY, event(1));
    chronicle.ack(BAY, ack(2));
    chronicle.availability(BAY, true);
    chronicle.state(BAY, polls.at(3));

    assertThat(next.log())
        .containsExactly("event session_started", "ack set_point", "online", "state good");
  }

  @Test
  void aChargerThatLeftIsForgotten() {
    chronicle.event(BAY, event(1));

    chronicle.removed(BAY);

    assertThat(chronicle.since(0).entries()).isEmpty();
    assertThat(chronicle.power(BAY).stamps()).isEmpty();
  }
}
