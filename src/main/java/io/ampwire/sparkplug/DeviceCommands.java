package io.ampwire.sparkplug;

import io.ampwire.command.Command;
import io.ampwire.map.ChargerId;
import io.ampwire.sparkplug.ProtobufReader.Malformed;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Translator of a device's command message into commands, which go the same way as every other. A
 * metric with a wrong type or without a value becomes a malformed command, so that it is answered.
 */
final class DeviceCommands {
  private final EdgeNodeSettings settings;
  private final EdgeNodePorts ports;
  private final InputProblems problems;

  DeviceCommands(EdgeNodeSettings settings, EdgeNodePorts ports, InputProblems problems) {
    this.settings = settings;
    this.ports = ports;
    this.problems = problems;
  }

  /**
   * Passes on each metric of the message.
   *
   * @param device empty if no charger with this id has reported
   */
  void execute(ChargerId id, Optional<Device> device, byte[] payload, boolean retained) {
    if (device.isEmpty()) {
      problems.report("DCMD for " + id + ": no device has this id");
      return;
    }
    decode("DCMD for " + id, payload).forEach(metric -> execute(device.get(), metric, retained));
  }

  /** The metrics of a message; none if it is malformed. */
  List<ReceivedMetric> decode(String what, byte[] payload) {
    try {
      return PayloadDecoder.decode(payload);
    } catch (Malformed e) {
      problems.report(what + ": not a Sparkplug payload: " + e.getMessage());
      return List.of();
    }
  }

  /** The name of a metric; empty, and reported, if it has only an alias. */
  Optional<String> name(String what, ReceivedMetric metric) {
    if (metric.name().isEmpty()) {
      problems.report(
          what
              + ": a metric without a name"
              + (metric.alias().isPresent()
                  ? "; alias "
                      + Long.toUnsignedString(metric.alias().getAsLong())
                      + " is unknown,"
                      + " because this edge node assigns none"
                  : ""));
    }
    return metric.name();
  }

  private void execute(Device device, ReceivedMetric metric, boolean retained) {
    String what = "DCMD for " + device.id();
    Optional<String> name = name(what, metric);
    if (name.isEmpty()) {
      return;
    }
    Optional<PointMetric> known = device.metric(name.get());
    if (known.isEmpty()) {
      problems.report(
          what + ": no metric '" + InputProblems.printable(name.get()) + "' in its DBIRTH");
      return;
    }
    Command.Value value = value(known.get(), metric);
    if (value instanceof Command.Malformed malformed) {
      problems.report(what + ", " + name.get() + ": " + malformed.why());
    }
    Command command =
        new Command(
            name.get(),
            value,
            Optional.empty(),
            metric.timestamp(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.of(settings.controller()),
            retained,
            ports.scheduler().nanos(),
            ports.scheduler().wallMillis());
    if (!ports.commands().test(device.id(), command)) {
      problems.report(what + ": the bridge does not have this charger now");
    }
  }

  private static Command.Value value(PointMetric known, ReceivedMetric metric) {
    boolean fits =
        metric.value().equals(MetricValue.NULL)
            || known.type().matches(metric.datatype(), metric.value());
    return fits
        ? metric.value().requested()
        : new Command.Malformed(
            known.name()
                + " takes "
                + known.type()
                + ", and the metric has another datatype or value field");
  }
}
