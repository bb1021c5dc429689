package io.ampwire.map;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks of a single point: its name, its type and what its codes mean. */
final class PointChecks {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private static final int LONGEST_TITLE = 40;

  private PointChecks() {}

  static void check(RegisterMap map, int index, List<Finding> findings) {
    Point point = map.points().get(index);
    String path = "points." + index;
    name(map, point, path, findings);
    sources(map, point, path, findings);
    functions(point, path, findings);
    point.unitId().ifPresent(id -> LinkChecks.range(findings, path + ".unit-id", id, 0, 255));
    title(map, index, path, findings);
    tag(map.points().get(index), path, findings);
    numbers(point, path, findings);
    codes(point, path, findings);
    coding(point, path, findings);
    scalePoint(map, point, path, findings);
  }

  private static void functions(Point point, String path, List<Finding> findings) {
    int read = point.readFunction();
    int write = point.writeFunction();
    if (!point.isBit()) {
      LinkChecks.functions(findings, path, read, write);
      return;
    }
    if (read != 1 && read != 2) {
      findings.add(
          new Finding(
              path + ".read-function",
              "BIT is read with function 1 (coil) or 2 (discrete input), not " + read));
    }
    if (write != 5 && write != 15) {
      findings.add(
          new Finding(
              path + ".write-function", "BIT is written with function 5 or 15, not " + write));
    }
    if (read == 2 && point.writable()) {
      findings.add(
          new Finding(
              path + ".access",
              "a discrete input (function 2) cannot be written; a coil has read-function 1"));
    }
  }

  private static void scalePoint(
      RegisterMap map, Point point, String path, List<Finding> findings) {
    String name = point.coding().scalePoint().orElse("");
    if (name.isEmpty()) {
      return;
    }
    String at = path + ".scale-point";
    Optional<Point> scale = map.point(name);
    if (scale.isEmpty()) {
      findings.add(new Finding(at, "there is no point '" + name + "'"));
    } else if (scale.get().type() != ValueType.S16
        || scale.get().scale() != 1
        || !scale.get().readable()
        || scale.get().coding().scalePoint().isPresent()) {
      findings.add(
          new Finding(at, "'" + name + "' must be a readable S16 without a scale of its own"));
    }
    if (!point.type().isInteger() || point.isBit() || point.coding().bits().isPresent()) {
      findings.add(new Finding(at, "only whole numbers have a scale register"));
    }
    if (point.writable()) {
      findings.add(new Finding(at, "a point with a scale register cannot be written"));
    }
  }

  private static void name(RegisterMap map, Point point, String path, List<Finding> findings) {
    if (!NAME.matcher(point.name()).matches()) {
      findings.add(new Finding(path + ".name", "not a point name: '" + point.name() + "'"));
    }
    ReservedNames.clash(map, point.name())
        .ifPresent(why -> findings.add(new Finding(path + ".name", why)));
  }

  private static void sources(RegisterMap map, Point point, String path, List<Finding> findings) {
    Set<String> marks = new HashSet<>();
    map.sources().forEach(source -> marks.add(source.mark()));
    if (point.sources().isEmpty()) {
      findings.add(new Finding(path + ".sources", "'" + point.name() + "' names no source"));
    }
    for (String mark : point.sources()) {
      if (!marks.contains(mark)) {
        findings.add(new Finding(path + ".sources", "no source '" + mark + "' is listed"));
      }
    }
  }

  /** Evidence records leave out the values of points whose names say that they are tags. */
  private static void tag(Point point, String path, List<Finding> findings) {
    if (point.isTag() && !point.isNamedTag()) {
      findings.add(
          new Finding(
              path + ".kind",
              "a tag's name has the word rfid, nfc or tag, such as rfid_tag, not '"
                  + point.name()
                  + "'"));
    }
  }

  private static void title(RegisterMap map, int index, String path, List<Finding> findings) {
    Optional<String> title = map.points().get(index).shown().title();
    if (title.isEmpty()) {
      return;
    }
    String text = title.get();
    if (text.length() > LONGEST_TITLE || !text.equals(text.strip()) || text.isEmpty()) {
      findings.add(
          new Finding(
              path + ".title",
              "a title is a few words of at most " + LONGEST_TITLE + " letters: '" + text + "'"));
    }
    if (map.points().subList(0, index).stream().anyMatch(p -> p.shown().title().equals(title))) {
      findings.add(new Finding(path + ".title", "two points are called '" + text + "'"));
    }
  }

  private static void numbers(Point point, String path, List<Finding> findings) {
    if (point.scale() == 0 || !Double.isFinite(point.scale())) {
      findings.add(new Finding(path + ".scale", "must be a finite number other than 0"));
    }
    if (point.bitfield() && !point.notAvailable().isEmpty()) {
      findings.add(
          new Finding(path + ".not-available", "every pattern of a bitfield is a reading"));
    }
    if (point.bitfield() && (!point.type().isInteger() || point.type().min() < 0)) {
      findings.add(new Finding(path + ".bitfield", "only unsigned whole numbers are bitfields"));
    }
    boolean number = !point.type().isText();
    point
        .plausible()
        .filter(range -> !number || !(range.min() <= range.max()))
        .ifPresent(
            range ->
                findings.add(
                    new Finding(
                        path + ".plausible",
                        number ? "ends before it begins" : "text has no range")));
    if (point.cadence().skipsPolls() && point.cadence().due(0)) {
      findings.add(new Finding(path + ".cadence", "must be positive"));
    }
  }

  private static void codes(Point point, String path, List<Finding> findings) {
    Set<Long> known = new HashSet<>();
    for (Label label : point.labels()) {
      String at = path + ".labels." + label.code();
      if (!known.add(label.code())) {
        findings.add(new Finding(at, "a second label for " + label.code()));
      }
      if (!LABEL.matcher(label.text()).matches()) {
        findings.add(new Finding(at, "a label is snake_case, not '" + label.text() + "'"));
      }
      carried(point, label.code(), at, findings);
    }
    for (Long code : point.sentinels().keySet()) {
      String at = path + ".sentinels." + code;
      carried(point, code, at, findings);
      if (point.notAvailable().contains(code) || known.contains(code)) {
        findings.add(new Finding(at, code + " has another meaning already"));
      }
    }
    for (Long code : point.notAvailable()) {
      boolean allOnes = code == -1 && point.type() == ValueType.U64;
      if (!allOnes) {
        carried(point, code, path + ".not-available", findings);
      }
      if (known.contains(code)) {
        findings.add(new Finding(path + ".labels." + code, code + " means 'not available'"));
      }
    }
  }

  private static void coding(Point point, String path, List<Finding> findings) {
    Coding coding = point.coding();
    int size = 16 * point.type().registers();
    boolean text = point.type().isText();
    if (coding.bits().isPresent()) {
      Bits bits = coding.bits().get();
      if (!point.type().isInteger() || point.type().min() < 0) {
        findings.add(new Finding(path + ".bits", "only unsigned whole numbers have parts"));
      } else if (bits.from() < 0 || bits.count() < 1 || bits.from() + bits.count() > size) {
        findings.add(new Finding(path + ".bits", "not inside the " + size + " bits of a value"));
      }
      if (point.writable()) {
        findings.add(new Finding(path + ".bits", "a part of a number is never written"));
      }
    }
    if (!coding.texts().isEmpty() && !text) {
      findings.add(new Finding(path + ".texts", "only text (ASCII, UTF16) has texts"));
    }
    for (Map.Entry<String, Long> entry : coding.texts().entrySet()) {
      if (!entry.getKey().equals(entry.getKey().strip()) || entry.getKey().isEmpty()) {
        findings.add(new Finding(path + ".texts", "texts are compared without blanks around"));
      }
      if (point.label(entry.getValue()).isEmpty()) {
        findings.add(new Finding(path + ".texts", "there is no label for " + entry.getValue()));
      }
    }
  }

  private static void carried(Point point, long code, String path, List<Finding> findings) {
    ValueType type = point.type();
    if (point.coding().texts().containsValue(code)) {
      return;
    }
    if (!type.isInteger()) {
      findings.add(new Finding(path, "only whole numbers have codes, not " + type));
    } else if (code < type.min() || code > type.max()) {
      findings.add(new Finding(path, type + " does not carry " + code));
    }
  }
}
