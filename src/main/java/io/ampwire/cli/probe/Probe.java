package io.ampwire.cli.probe;

import io.ampwire.cli.ModbusAnswers;
import io.ampwire.cli.verify.ModbusSession;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.map.RegisterMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Read-only probe of one address: finds the maps that fit the device. */
final class Probe {
  /** Usual unit ids of devices with one outlet. */
  static final List<Integer> USUAL = List.of(255, 1);

  private final Collection<RegisterMap> maps;
  private final Set<Integer> units;

  /**
   * Result of a probe.
   *
   * @param answered whether the address answers Modbus
   * @param fits maps that fit or may fit, the best first
   * @param silent units that did not answer, with the reason
   * @param sunSpec models of units that speak SunSpec, as lines
   * @param requests number of requests sent
   */
  record Found(
      boolean answered,
      List<MapFit> fits,
      List<String> silent,
      List<String> sunSpec,
      int requests) {
    boolean charger() {
      return fits.stream().anyMatch(fit -> fit.verdict() == MapFit.Verdict.FITS);
    }
  }

  /**
   * @param units unit ids to try, in order, until a map fits
   */
  Probe(Collection<RegisterMap> maps, Collection<Integer> units) {
    this.maps = maps;
    this.units = new LinkedHashSet<>(units);
  }

  /** The longest request spacing of all maps, because the device is not known yet. */
  static Duration spacing(Collection<RegisterMap> maps) {
    return maps.stream()
        .map(map -> map.link().spacing())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Probes the address; ends at once if the address is unreachable. */
  Found ask(ModbusSession wire) {
    List<MapFit> fits = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    List<String> sunSpec = new ArrayList<>();
    Map<ModbusRequest, ModbusResponse> asked = new HashMap<>();
    boolean answered = false;
    for (int unit : units) {
      Unit there = new Unit(wire, asked);
      List<MapFit> ofUnit = compare(wire, there, unit);
      if (there.answered) {
        answered = true;
        fits.addAll(ofUnit);
        if (ofUnit.stream().noneMatch(fit -> fit.verdict() == MapFit.Verdict.FITS)) {
          sunSpec.addAll(models(there, unit));
        }
      } else {
        silent.add("unit " + unit + ": " + there.why);
      }
      if (!wire.reached() || ofUnit.stream().anyMatch(f -> f.verdict() == MapFit.Verdict.FITS)) {
        break;
      }
    }
    return new Found(answered, best(fits), silent, sunSpec, wire.requests());
  }

  /**
   * Compares the unit with the maps. Maps of devices that need rest between requests come first, so
   * that the others need not wait once those are ruled out.
   */
  private List<MapFit> compare(ModbusSession wire, Unit there, int unit) {
    Map<RegisterMap, MapFit> compared = new HashMap<>();
    maps.stream()
        .filter(map -> mayBe(map, unit))
        .sorted(Comparator.comparing((RegisterMap map) -> map.link().spacing()).reversed())
        .forEach(
            map -> {
              wire.space(
                  compared.entrySet().stream()
                      .filter(entry -> entry.getValue().verdict() != MapFit.Verdict.NO)
                      .map(entry -> entry.getKey().link().spacing())
                      .reduce(map.link().spacing(), (a, b) -> a.compareTo(b) > 0 ? a : b));
              compared.put(map, MapFit.of(map, unit, there::ask));
            });
    return maps.stream().filter(compared::containsKey).map(compared::get).toList();
  }

  private static List<String> models(Unit there, int unit) {
    List<String> lines = new ArrayList<>();
    new SunSpecModels(there::ask, unit).discover().forEach(model -> lines.add("  " + model));
    if (!lines.isEmpty()) {
      lines.add(0, "SunSpec at unit " + unit + ":");
    }
    return lines;
  }

  private static List<MapFit> best(List<MapFit> fits) {
    return fits.stream()
        .filter(fit -> fit.verdict() != MapFit.Verdict.NO)
        .sorted(Comparator.comparingInt(MapFit::score).reversed())
        .toList();
  }

  /**
   * Whether the map may use the unit. A unit that only one map uses is not tried for other maps.
   */
  private boolean mayBe(RegisterMap map, int unit) {
    return USUAL.contains(unit) || map.link().unit() == unit || units.size() == 1;
  }

  /** Cache of answers of one unit: each request is sent once, and a silent unit is tried once. */
  private static final class Unit {
    private final ModbusSession wire;
    private final Map<ModbusRequest, ModbusResponse> asked;
    private boolean answered;
    private boolean silent;
    private String why = "";

    private Unit(ModbusSession wire, Map<ModbusRequest, ModbusResponse> asked) {
      this.wire = wire;
      this.asked = asked;
    }

    ModbusResponse ask(ModbusRequest request) {
      if (silent) {
        return new ModbusResponse.Failed(ModbusResponse.Reason.DOWN, false, why);
      }
      ModbusResponse answer = asked.computeIfAbsent(request, wire::ask);
      answered |= answer.valid();
      silent = !answered;
      why = silent ? ModbusAnswers.why(answer) : why;
      return answer;
    }
  }
}
