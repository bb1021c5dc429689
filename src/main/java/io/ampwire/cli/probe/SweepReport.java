package io.ampwire.cli.probe;

import io.ampwire.cli.Exit;
import io.ampwire.format.InventoryReader;
import io.ampwire.link.ModbusDialer.Endpoint;
import io.ampwire.map.RegisterMap;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Report of a sweep, as text and as configuration to start from. */
final class SweepReport {
  private static final String ROW = "%-21s  %-4s  %-28s  %s%n";

  private final Network network;
  private final List<Sweep.Answer> answers;
  private final List<Charger> chargers;

  /** A charger with the map that fits best. */
  private record Charger(String id, Endpoint where, MapFit fit) {
    private RegisterMap map() {
      return fit.map();
    }

    private boolean usualPort() {
      return where.port() == map().link().port();
    }

    /** Whether the short form of the inventory is sufficient. */
    private boolean shortForm() {
      return map().id().equals(InventoryReader.DEFAULT_MAP) && fit.unit() == map().link().unit();
    }
  }

  SweepReport(Network network, List<Sweep.Answer> answers) {
    this.network = network;
    this.answers = answers;
    this.chargers = answers.stream().flatMap(answer -> charger(answer).stream()).toList();
  }

  private Optional<Charger> charger(Sweep.Answer answer) {
    return answer
        .found()
        .filter(Probe.Found::charger)
        .map(found -> new Charger(id(answer.where().host()), answer.where(), found.fits().get(0)));
  }

  /** The charger's id, from the part of the address that differs between the chargers. */
  private String id(String host) {
    String[] parts = host.split("\\.");
    return network.prefix() >= 24 ? "charger-" + parts[3] : "charger-" + parts[2] + "-" + parts[3];
  }

  int tell(PrintWriter out) {
    out.printf(ROW, "ADDRESS", "UNIT", "MAP", "");
    answers.forEach(answer -> answer.found().ifPresent(found -> row(answer.where(), found, out)));
    long silent = answers.stream().filter(answer -> answer.found().isEmpty()).count();
    out.println(silent + " of " + answers.size() + " addresses: no answer");
    if (chargers.isEmpty()) {
      out.println("no charger that a map fits");
      return Exit.CHECK_FAILED;
    }
    shortForm(out);
    inventory(out);
    return Exit.DONE;
  }

  private static void row(Endpoint where, Probe.Found found, PrintWriter out) {
    String address = where.host() + ":" + where.port();
    if (!found.answered()) {
      out.printf(ROW, address, "", "-", "answers no Modbus");
      found.silent().forEach(why -> out.println("    " + why));
    } else if (found.fits().isEmpty()) {
      out.printf(ROW, address, "", "-", "answers Modbus, and no map fits");
    }
    for (MapFit fit : found.fits()) {
      String how = fit.verdict() == MapFit.Verdict.FITS ? "fits" : "may fit";
      out.printf(ROW, address, fit.unit(), fit.map().id(), how);
      fit.findings().forEach(finding -> out.println("    " + finding));
    }
  }

  private void shortForm(PrintWriter out) {
    String all =
        chargers.stream()
            .filter(Charger::shortForm)
            .map(c -> c.id + "@" + c.where.host() + (c.usualPort() ? "" : ":" + c.where.port()))
            .collect(Collectors.joining(","));
    out.println();
    if (!all.isEmpty()) {
      out.println("AMPWIRE_CHARGERS=" + all);
    }
    long others = chargers.stream().filter(charger -> !charger.shortForm()).count();
    if (others > 0) {
      out.println(
          "# "
              + others
              + " more need an inventory, as below: they have a map or unit of their own");
    }
  }

  private void inventory(PrintWriter out) {
    out.println();
    out.println(
        "# inventory.yaml; max-current, the installer's limit of the outlet, allows control");
    out.println("chargers:");
    for (Charger charger : chargers) {
      out.println("  - id: " + charger.id);
      out.println("    host: " + charger.where.host());
      if (!charger.usualPort()) {
        out.println("    port: " + charger.where.port());
      }
      if (!charger.map().id().equals(InventoryReader.DEFAULT_MAP)) {
        out.println("    map: " + charger.map().id());
      }
      if (charger.fit.unit() != charger.map().link().unit()) {
        out.println("    unit: " + charger.fit.unit());
      }
    }
  }
}
