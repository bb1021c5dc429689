package io.ampwire.charger;

import io.ampwire.map.ChargerId;
import io.ampwire.trust.FirmwareBaseline;
import java.util.Optional;

/**
 * Port: keeps the firmware on which a charger's map holds across a restart. Calls return at once;
 * the data reaches the disk a moment later.
 */
public interface BaselineJournal {
  BaselineJournal NONE =
      new BaselineJournal() {
        @Override
        public void keep(ChargerId charger, FirmwareBaseline baseline) {}

        @Override
        public Optional<FirmwareBaseline> recall(ChargerId charger) {
          return Optional.empty();
        }
      };

  void keep(ChargerId charger, FirmwareBaseline baseline);

  /** The last baseline, of this run or an earlier one. */
  Optional<FirmwareBaseline> recall(ChargerId charger);
}
