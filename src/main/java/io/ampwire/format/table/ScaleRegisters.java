package io.ampwire.format.table;

import io.ampwire.map.PointAccess;
import io.ampwire.map.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Registers that hold the exponent of other registers' scale, as SunSpec tables have them. A cell
 * names them ({@code A_SF}), or the names do: {@code current_sf} is the scale of {@code current}.
 */
final class ScaleRegisters {
  private static final Pattern NAME = Pattern.compile("(.+?)_?(?:sf|scale_factor)(?:_[0-9]+)?");

  /** Length of a name from which on it is also the beginning of the names it scales. */
  private static final int STEM = 4;

  private final Map<Integer, String> rows;
  private final ImportFindings findings;
  private final Set<PointDraft> used = new HashSet<>();

  /**
   * @param rows names of the rows by line; a point may have another name where rows share one
   */
  ScaleRegisters(Map<Integer, String> rows, ImportFindings findings) {
    this.rows = rows;
    this.findings = findings;
  }

  /** Whether a name is that of a scale register. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * Binds the points to their scale registers. A point whose register is missing is removed,
   * because its scale is unknown.
   *
   * @param points changed in place
   * @return the lines of the points that were removed
   */
  List<Integer> resolve(List<PointDraft> points) {
    List<PointDraft> numbers = points.stream().filter(p -> p.type() == ValueType.S16).toList();
    List<PointDraft> named = points.stream().filter(p -> isName(row(p))).toList();
    List<Integer> lost = new ArrayList<>();
    for (int i = points.size() - 1; i >= 0; i--) {
      PointDraft point = points.get(i);
      Optional<PointDraft> holder =
          point.scaleRegister().isPresent()
              ? nearest(point, numbers, point.scaleRegister().get())
              : byName(point, named);
      if (holder.isPresent()) {
        used.add(holder.get());
        points.set(i, bound(point, holder.get()));
      } else if (point.scaleRegister().isPresent()) {
        unused(point, "its scale register '" + point.scaleRegister().get() + "' is not in the map");
        points.remove(i);
        lost.add(point.line());
      } else if (scalable(point) && !point.unit().isEmpty() && !named.isEmpty()) {
        unused(point, "the table has scale registers, but the row names none; its scale is 1");
      }
    }
    named.stream()
        .filter(holder -> !used.contains(holder))
        .forEach(holder -> unused(holder, "no row names '" + row(holder) + "' as its scale"));
    return lost;
  }

  private String row(PointDraft point) {
    return rows.getOrDefault(point.line(), point.name());
  }

  /** The row of that name; of several the last above the point, else the first below it. */
  private Optional<PointDraft> nearest(PointDraft point, List<PointDraft> holders, String name) {
    return holders.stream()
        .filter(holder -> row(holder).equals(name) && holder != point)
        .min(
            Comparator.comparing((PointDraft holder) -> holder.line() > point.line())
                .thenComparing(holder -> Math.abs(holder.line() - point.line())));
  }

  private Optional<PointDraft> byName(PointDraft point, List<PointDraft> named) {
    if (!scalable(point) || isName(row(point))) {
      return Optional.empty();
    }
    Optional<PointDraft> found =
        named.stream()
            .filter(holder -> holder.type() == ValueType.S16)
            .filter(holder -> belongs(row(point), stem(row(holder))))
            .max(Comparator.comparingInt(holder -> row(holder).length()))
            .flatMap(holder -> nearest(point, named, row(holder)));
    found.ifPresent(
        holder ->
            assumed(point, "'" + row(holder) + "' holds the exponent of its scale, by its name"));
    return found;
  }

  private static String stem(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? matcher.group(1) : name;
  }

  private static boolean belongs(String name, String stem) {
    return name.equals(stem) || stem.length() >= STEM && name.startsWith(stem);
  }

  private static boolean scalable(PointDraft point) {
    return point.scale() == 1
        && point.type().isInteger()
        && point.type() != ValueType.BIT
        && point.labels().isEmpty()
        && !point.bitfield();
  }

  private PointDraft bound(PointDraft point, PointDraft holder) {
    if (!point.type().isInteger() || point.type() == ValueType.BIT) {
      unused(point, "a " + point.type() + " has no scale register; it is left out");
      return point.scaled(new RowScale.Factor(1, point.unit(), false), point.access());
    }
    if (point.writable()) {
      assumed(point, "read only, because a point with a scale register cannot be written");
    }
    return point.scaled(
        new RowScale.Factor(1, point.unit(), false, Optional.of(holder.name())), PointAccess.READ);
  }

  private void assumed(PointDraft point, String message) {
    findings.assumed(point.line(), Column.SCALE, "", message, "give the table a column 'exponent'");
  }

  private void unused(PointDraft point, String message) {
    findings.unused(
        point.line(), Column.SCALE, "", message, "name the scale register in a column 'exponent'");
  }
}
