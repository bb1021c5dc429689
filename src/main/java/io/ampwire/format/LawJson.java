package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Relation;
import io.ampwire.trust.LawCheck;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What must hold of a charger's readings, and in which word order it now does. */
final class LawJson {
  private LawJson() {}

  static void write(JsonGenerator json, RegisterMap map, List<LawCheck> checks) throws IOException {
    boolean low = map.link().order().lowWordFirst();
    json.writeArrayFieldStart("laws");
    for (LawCheck check : checks) {
      json.writeStartObject();
      json.writeStringField("law", words(check.law()));
      json.writeArrayFieldStart("points");
      for (String point : check.points()) {
        json.writeString(point);
      }
      json.writeEndArray();
      json.writeBooleanField("high_word_first", low ? check.reversed() : check.documented());
      json.writeBooleanField("low_word_first", low ? check.documented() : check.reversed());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String words(Relation law) {
    if (law instanceof Relation.InRange range) {
      return String.join(", ", range.points())
          + " is "
          + number(range.min())
          + " to "
          + number(range.max());
    }
    if (law instanceof Relation.Mean mean) {
      return mean.result() + " is the mean of " + span(mean.parts());
    }
    if (law instanceof Relation.Sum sum) {
      return sum.result() + " is the sum of " + span(sum.parts());
    }
    if (law instanceof Relation.Power power) {
      return power.result()
          + " is voltage × current"
          + power.factor().map(f -> " × " + f).orElse("");
    }
    if (law instanceof Relation.Triangle t) {
      return t.apparent() + "² is " + t.active() + "² + " + t.reactive() + "²";
    }
    return law.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String span(List<String> names) {
    return names.size() == 1 ? names.get(0) : names.get(0) + " … " + names.get(names.size() - 1);
  }

  static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
