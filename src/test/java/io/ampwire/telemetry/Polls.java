package io.ampwire.telemetry;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.WaitingFor;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.map.Evlink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What a charger's polls read, one after the other; all of it zero until a test says otherwise. */
final class Polls {
  private final List<Reading> readings =
      new ArrayList<>(Collections.nCopies(Evlink.MAP.points().size(), new Reading.Whole(0)));
  private ChargerSnapshot.Quality quality = ChargerSnapshot.Quality.GOOD;
  private ControlView control = ControlView.NONE;
  private WaitingFor waiting = WaitingFor.NONE;
  private long ts;

  ChargerSnapshot next() {
    return at(ts + 1);
  }

  /** The poll that ended then. */
  ChargerSnapshot at(long millis) {
    ts = millis;
    return new ChargerSnapshot(
        Evlink.MAP,
        ts,
        quality,
        control,
        waiting,
        Optional.empty(),
        List.copyOf(readings),
        new Capture(Evlink.MAP));
  }

  void reads(String point, Reading reading) {
    readings.set(Evlink.MAP.position(point), reading);
  }

  /** The charger does not answer any more. */
  void nothing() {
    Collections.fill(readings, Reading.NOT_READ);
  }

  void quality(ChargerSnapshot.Quality now) {
    quality = now;
  }

  void held(ControlView now) {
    control = now;
  }

  void waits(WaitingFor now) {
    waiting = now;
  }
}
