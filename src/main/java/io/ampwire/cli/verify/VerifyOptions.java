package io.ampwire.cli.verify;

import io.ampwire.trust.EvidenceKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Command-line options of {@code verify} besides those of the connection. */
final class VerifyOptions {
  @Option(names = "--map", required = true, paramLabel = "ID", description = "the map to verify")
  String map;

  @Option(
      names = "--connector",
      paramLabel = "N",
      defaultValue = "1",
      description = "connector of a device with several, default ${DEFAULT-VALUE}")
  int connector;

  @Option(
      names = "--kind",
      defaultValue = "hardware",
      paramLabel = "KIND",
      description = {
        "hardware: the device itself, at the map's addresses; writes nothing (default).",
        "transport: a third-party test server; writes known words into its window"
      })
  EvidenceKind kind;

  @Option(names = "--evidence", paramLabel = "FILE", description = "write a signed record here")
  Optional<Path> evidence;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "key to sign with; default: evidence-key.pem in the data directory, made if absent")
  Optional<Path> key;

  @Option(names = "--report", paramLabel = "FILE.html", description = "a page to print and file")
  Optional<Path> report;

  @Option(
      names = "--reference",
      paramLabel = "POINT=VALUE",
      description = "a reading by hand, in the map's unit; may be given again")
  Map<String, Double> references = Map.of();

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      defaultValue = "25",
      description = "hardware: how long to take samples, default ${DEFAULT-VALUE}")
  int seconds;

  @Option(
      names = "--every",
      paramLabel = "MS",
      defaultValue = "1000",
      description = "hardware: between two samples, default ${DEFAULT-VALUE}")
  int millis;

  @Option(
      names = "--i-confirm-this-is-the-device",
      description = "hardware: the peer is the device, not a simulator or a replay; default: ask")
  boolean confirmed;

  @Option(
      names = "--allow-writes",
      paramLabel = "POINT",
      split = ",",
      description = "hardware: may write this set point, one step down, and restores it")
  List<String> writes = List.of();

  @Option(
      names = "--include-serial-and-address",
      description = "keep serial numbers and the peer's address in the record; default: leave out")
  boolean identifying;

  @Option(
      names = "--failsafe-test",
      description =
          "hardware, attended, with a car that charges: stop the lifebit and time the fallback")
  boolean failsafe;

  @Option(
      names = "--failsafe-within",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description = "longest wait for the fallback, default ${DEFAULT-VALUE}")
  int patience;

  @Option(
      names = "--window",
      paramLabel = "FROM-TO",
      defaultValue = "0-99",
      description =
          "transport: registers of the server that may be written, default ${DEFAULT-VALUE}")
  String window;

  @Option(
      names = "--peer",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "transport: which server that is, such as 'pymodbus 3.0.0'; goes on record")
  String peer;
}
