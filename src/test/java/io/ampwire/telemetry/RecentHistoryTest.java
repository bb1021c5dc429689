package io.ampwire.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.decode.Reading;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentHistoryTest {
  private static final ChargerId BAY = new ChargerId("bay-01");
  private static final ChargerId OTHER = new ChargerId("bay-02");

  private final RecentHistory history = new RecentHistory();
  private final Polls polls = new Polls();

  private static ChargerEvent event(long ts) {
    return new ChargerEvent(ChargerEvent.Type.SESSION_STARTED, ts, Map.of());
  }

  private static Ack ack(long ts) {
    Outcome applied =
        new Outcome.Applied(true, Optional.of(Decimal.of(10)), Optional.of(Decimal.of(10)));
    return new Ack("set_point", Optional.empty(), applied, ts, 5);
  }

  @Test
  void eventsAndAnswersOfAChargerAreThereNewestFirst() {
    history.event(BAY, event(1));
    history.ack(BAY, ack(2));
    history.event(OTHER, event(3));

    assertThat(history.of(BAY))
        .containsExactly(
            new RecentHistory.Answered(BAY, ack(2)), new RecentHistory.Happened(BAY, event(1)));
    assertThat(history.since(0).entries())
        .extracting(RecentHistory.Entry::ts)
        .containsExactly(3L, 2L, 1L);
  }

  @Test
  void aRestlessChargerCrowdsOutOnlyItself() {
    history.event(OTHER, event(1));
    for (int i = 0; i < 10 * RecentHistory.ROOM; i++) {
      history.event(BAY, event(100 + i));
    }

    assertThat(history.of(BAY)).hasSize(RecentHistory.ROOM);
    assertThat(history.of(BAY).get(0).ts()).isEqualTo(99 + 10L * RecentHistory.ROOM);
    assertThat(history.of(OTHER)).hasSize(1);
  }

  @Test
  void newsAreWhatHappenedSinceThenAndNothingTwice() {
    history.event(BAY, event(1));
    RecentHistory.News first = history.since(0);
    assertThat(history.since(first.seen()).entries()).isEmpty();

    history.event(OTHER, event(2));
    history.ack(BAY, ack(3));
    history.removed(OTHER);
    history.event(OTHER, event(4));

    RecentHistory.News second = history.since(first.seen());
    assertThat(second.entries()).extracting(RecentHistory.Entry::ts).containsExactly(4L, 3L);
    assertThat(history.since(second.seen()).entries()).isEmpty();
    assertThat(history.count(BAY)).isEqualTo(2);
  }

  @Test
  void whoFollowsIsToldEachAnswerUntilTheyStop() {
    List<RecentHistory.Answered> told = new ArrayList<>();
    Runnable stop = history.follow(told::add);

    history.ack(BAY, ack(1));
    history.ack(OTHER, ack(2));
    stop.run();
    history.ack(BAY, ack(3));

    assertThat(told).extracting(RecentHistory.Answered::ts).containsExactly(1L, 2L);
  }

  @Test
  void renewalsAreToldAndCrowdOutNothing() {
    List<RecentHistory.Answered> told = new ArrayList<>();
    history.follow(told::add);
    Outcome applied = new Outcome.Applied(true, Optional.empty(), Optional.empty());

    history.ack(BAY, new Ack("control", Optional.of("r1"), applied, 1, 0));
    history.ack(
        BAY,
        new Ack("control", Optional.of("r2"), Outcome.rejected(Code.NO_CONTROL, "none"), 2, 0));

    assertThat(told).hasSize(2);
    assertThat(history.of(BAY)).extracting(RecentHistory.Entry::ts).containsExactly(2L);
  }

  @Test
  void powerIsKeptEachFiveSecondsForAQuarterOfAnHour() {
    for (int second = 0; second < 2_000; second++) {
      polls.reads("power_active_phase_tot", new Reading.Real(second));
      history.state(BAY, polls.at(second * 1_000L));
    }

    RecentHistory.Course course = history.power(BAY);
    assertThat(course.stamps()).hasSize(180);
    assertThat(course.stamps()[179]).isEqualTo(1_995_000);
    assertThat(course.stamps()[178]).isEqualTo(1_990_000);
    assertThat(course.values()[179]).isEqualTo(1_995f);
    assertThat(course.stamps()[0]).isEqualTo(1_100_000);
  }

  @Test
  void timesStayExactWhenTheClockIsSetWhileTheHistoryGrows() {
    long[] clock = {50_000, 55_000, 7_000, 12_000, 900_000_000, 900_005_000};
    for (long ts : clock) {
      history.state(BAY, polls.at(ts));
    }
    assertThat(history.power(BAY).stamps()).containsExactly(clock);

    long[] all = new long[180];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < clock.length ? clock[i] : 900_005_000 + (i - 5) * 1_000_000_000L;
      if (i >= clock.length) {
        history.state(BAY, polls.at(all[i]));
      }
    }
    assertThat(history.power(BAY).stamps()).containsExactly(all);

    history.state(BAY, polls.at(1_700_000_000_000L));
    history.state(BAY, polls.at(1_700_000_005_000L));
    assertThat(history.power(BAY).stamps())
        .as("weeks later, nothing of the last quarter of an hour is left")
        .containsExactly(1_700_000_000_000L, 1_700_000_005_000L);
  }

  @Test
  void whereThereWasNoPowerIsAGap() {
    polls.nothing();
    history.state(BAY, polls.at(1_000));

    assertThat(history.power(BAY).values()).containsExactly(Float.NaN);
  }

  @Test
  void aChargerThatLeftIsForgotten() {
    history.event(BAY, event(1));

    history.removed(BAY);

    assertThat(history.since(0).entries()).isEmpty();
    assertThat(history.power(BAY).stamps()).isEmpty();
  }
}
