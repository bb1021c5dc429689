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

/** YAML writer for drafts of points. */
final class MapDraftYaml {
  private static final String MARK = "TABLE";

  private final StringBuilder yaml = new StringBuilder();
  private final CommonSettings link;

  /** Values that most points of a table share. */
  record CommonSettings(WordOrder order, int readFunction, int writeFunction, int unitId) {}

  MapDraftYaml(CommonSettings link) {
    this.link = link;
  }

  String of(String id, String source, TableReader draft) {
    line("# Generated from a register table. Nothing in here was proved on a device.");
    line("# " + draft.survival().summary());
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
    line("  unit: " + link.unitId());
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
    point
        .comments()
        .forEach(comment -> line("  # " + YamlScalar.line(comment.replace("\n", "; "))));
    line("  - name: " + YamlScalar.of(point.name()));
    line("    address: " + point.address());
    if (point.type().isText()) {
      line("    registers: " + point.registers());
    }
    line("    type: " + type(point));
    if (point.scale() != 1) {
      line("    scale: " + number(point.scale()));
    }
    point.scaleRegister().ifPresent(name -> line("    scale-point: " + YamlScalar.of(name)));
    if (!point.unit().isEmpty()) {
      line("    unit: " + YamlScalar.of(point.unit()));
    }
    if (point.access() != PointAccess.READ) {
      line("    access: " + point.access().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    boolean bit = point.type() == ValueType.BIT;
    if (point.readFunction() > 0 && point.readFunction() != (bit ? 1 : link.readFunction())) {
      line("    read-function: " + point.readFunction());
    }
    if (point.writeFunction() > 0 && point.writeFunction() != (bit ? 5 : link.writeFunction())) {
      line("    write-function: " + point.writeFunction());
    }
    point
        .unitId()
        .filter(unit -> unit != link.unitId())
        .ifPresent(unit -> line("    unit-id: " + unit));
    if (point.bitfield()) {
      line("    bitfield: true");
    }
    labels(point.labels());
    point.limits().ifPresent(limits -> write(limits, point.access()));
    line("    sources: [" + MARK + "]");
  }

  /** Formats a number without an exponent. */
  static String number(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private String type(PointDraft point) {
    Optional<WordOrder> own = point.order().filter(order -> order != link.order());
    boolean swapped = own.map(WordOrder::bytesSwapped).orElse(false);
    boolean spelled =
        own.isPresent() && (point.orderDependent() || swapped && point.type() != ValueType.BIT);
    return point.type().name() + (spelled ? own.get().letters() : "");
  }

  private void labels(Map<Long, String> labels) {
    if (!labels.isEmpty()) {
      line("    labels:");
      labels.forEach((code, text) -> line("      " + code + ": " + YamlScalar.of(text)));
    }
  }

  private void write(WriteLimits limits, PointAccess access) {
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
