package io.ampwire.format.table;

import io.ampwire.format.yaml.YamlScalar;
import io.ampwire.map.PointAccess;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a draft as the YAML of a map. */
final class DraftYaml {
  private static final String MARK = "TABLE";

  private final StringBuilder yaml = new StringBuilder();
  private final Link link;

  /** What most points of a table have in common. */
  record Link(WordOrder order, int readFunction, int writeFunction) {}

  DraftYaml(Link link) {
    this.link = link;
  }

  String of(String id, String source, TableDraft draft) {
    line("# Generated from a register table. Nothing in here was proved on a device.");
    line("schema: 1");
    line("id: " + YamlScalar.of(id));
    line("title: " + YamlScalar.of(id));
    line("revision: 1");
    if (!draft.document().isEmpty()) {
      line("document: " + YamlScalar.of(draft.document()));
    }
    line("licence: unknown");
    line("");
    line("sources:");
    line("  - mark: " + MARK);
    line("    kind: table");
    line("    title: " + YamlScalar.of(source));
    line("");
    line("link:");
    line("  port: 502");
    line("  unit: 1");
    line("  word-order: " + link.order().label());
    line("  read-function: " + link.readFunction());
    line("  write-function: " + link.writeFunction());
    if (!draft.notes().isEmpty()) {
      line("");
      line("notes:");
      draft.notes().forEach(note -> line("  - " + YamlScalar.of(note)));
    }
    line("");
    line("points:");
    draft.points().forEach(this::point);
    return yaml.toString();
  }

  private void point(PointDraft point) {
    point.comments().forEach(comment -> line("  # " + YamlScalar.line(comment)));
    line("  - name: " + YamlScalar.of(point.name()));
    line("    address: " + point.address());
    if (point.type() == ValueType.ASCII) {
      line("    registers: " + point.registers());
    }
    line("    type: " + type(point));
    if (point.scale() != 1) {
      line("    scale: " + new BigDecimal(Double.toString(point.scale())).toPlainString());
    }
    if (!point.unit().isEmpty()) {
      line("    unit: " + YamlScalar.of(point.unit()));
    }
    if (point.access() != PointAccess.READ) {
      line("    access: " + point.access().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    if (point.readFunction() > 0 && point.readFunction() != link.readFunction()) {
      line("    read-function: " + point.readFunction());
    }
    if (point.writeFunction() > 0 && point.writeFunction() != link.writeFunction()) {
      line("    write-function: " + point.writeFunction());
    }
    point.unitId().ifPresent(unit -> line("    unit-id: " + unit));
    if (point.bitfield()) {
      line("    bitfield: true");
    }
    labels(point.labels());
    point.limits().ifPresent(limits -> write(limits, point.access()));
    line("    sources: [" + MARK + "]");
  }

  private String type(PointDraft point) {
    Optional<WordOrder> own = point.order().filter(order -> order != link.order());
    boolean spelled = point.orderDependent() && own.isPresent();
    return point.type().name() + (spelled ? own.get().letters() : "");
  }

  private void labels(Map<Long, String> labels) {
    if (!labels.isEmpty()) {
      line("    labels:");
      labels.forEach((code, text) -> line("      " + code + ": " + YamlScalar.of(text)));
    }
  }

  private void write(Limits limits, PointAccess access) {
    List<Long> also = limits.also();
    line("    write:");
    line("      range: { min: " + limits.min() + ", max: " + limits.max() + " }");
    if (!also.isEmpty()) {
      line(
          "      also: "
              + also.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]")));
    }
    if (access == PointAccess.WRITE) {
      line("      readback: none");
    }
  }

  private void line(String text) {
    yaml.append(text).append('\n');
  }
}
