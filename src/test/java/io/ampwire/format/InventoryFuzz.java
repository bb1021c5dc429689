package io.ampwire.format;

import io.ampwire.fleet.ChargerEntry;
import io.ampwire.fleet.Inventory;
import io.ampwire.fuzz.Hold;
import io.ampwire.map.ChargerId;
import io.ampwire.map.ControlMode;
import io.ampwire.map.RegisterMap;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Any text as an inventory, long or short: faults with a place, or chargers that may be run. */
public final class InventoryFuzz {
  private static final Map<String, RegisterMap> MAPS =
      ((MapLibrary.Loaded) MapLibrary.shipped()).library().maps();

  private InventoryFuzz() {}

  /** Called by the fuzzer, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    judge(InventoryReader.read("inventory.yaml", text, MAPS));
    judge(InventoryReader.readBesideBrokenMaps("inventory.yaml", text, MAPS));
    if (input.length < 200) {
      judge(InventoryReader.readShort(text, MAPS));
    }
  }

  private static void judge(InventoryReader.Result result) {
    if (result instanceof InventoryReader.Parsed parsed) {
      accept(parsed.inventory());
    } else {
      for (Problem problem : ((Problems) result).problems()) {
        Hold.that(problem.line() >= 1, "a fault without a place: " + problem);
        Hold.that(
            problem.toString().chars().noneMatch(Character::isISOControl),
            "more than a line: " + problem);
      }
    }
  }

  private static void accept(Inventory inventory) {
    Set<ChargerId> ids = new HashSet<>();
    for (ChargerEntry entry : inventory.chargers()) {
      Hold.that(ids.add(entry.id()), "two chargers of one name");
      Hold.that(entry.port() > 0 && entry.port() < 65536, "port " + entry.port());
      Hold.that(!entry.poll().isNegative() && !entry.poll().isZero(), "polls without a pause");
      Hold.that(
          entry.permissions().maxCurrent().isPresent()
              || entry.permissions().mode() == ControlMode.NONE,
          "control without a limit");
    }
    Hold.that(inventory.digest().length() == 64, "no digest");
  }
}
