package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.map.PhysicsLaw;
import io.ampwire.map.RegisterMap;
import java.util.List;

/**
 * Filter for readings that a range law of the map rejects, such as a mains frequency of zero or a
 * voltage of -0.0. A value that cannot prove a word order is not published as a good reading
 * either. The only exception is a phase without voltage. Its zero counts if all its registers are
 * zero and another point of the same law reads in range.
 */
final class MainsGuard {
  private final PhysicsLaw.InRange law;
  private final int[] positions;

  private MainsGuard(PhysicsLaw.InRange law, int[] positions) {
    this.law = law;
    this.positions = positions;
  }

  /** The guards of a map, which all of its chargers share. */
  record All(List<MainsGuard> guards) {
    static All of(RegisterMap map) {
      return new All(
          map.physics().stream()
              .flatMap(relation -> relation.range().stream())
              .map(
                  law ->
                      new MainsGuard(law, law.points().stream().mapToInt(map::position).toArray()))
              .toList());
    }
  }

  /** Replaces readings of a poll that the law rejects. */
  void apply(Capture capture, Reading[] readings) {
    boolean live = false;
    for (int position : positions) {
      live |= law.admits(readings[position].number());
    }
    for (int position : positions) {
      Reading reading = readings[position];
      if (!reading.isValue() || law.admits(reading.number())) {
        continue;
      }
      boolean zero = capture.isZero(position);
      if (!zero) {
        readings[position] = new Reading.Implausible(refusal(reading));
      } else if (!live) {
        readings[position] = new Reading.Unavailable(refusal(reading));
      }
    }
  }

  private String refusal(Reading reading) {
    return reading.describe() + " is outside " + law.min() + ".." + law.max();
  }
}
