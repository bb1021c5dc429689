package io.ampwire.trust;

import java.util.List;

/**
 * Canonical text of a record, which the signature covers: one line {@code key=value} for each field
 * except the signature, in a fixed order, UTF-8. Backslashes and line ends inside values are
 * escaped, so two different records never have the same text.
 */
final class CanonicalText {
  private final StringBuilder text = new StringBuilder("ampwire evidence 2\n");

  private CanonicalText() {}

  static String of(Evidence record) {
    CanonicalText canonical = new CanonicalText();
    canonical.head(record);
    canonical.checks("check", record.checks());
    for (int i = 0; i < record.points().size(); i++) {
      canonical.point("point." + i, record.points().get(i));
    }
    return canonical.text.toString();
  }

  private void head(Evidence record) {
    line("kind", record.kind().label());
    line("time", record.time());
    line("tool", record.origin().tool());
    line("map", record.map());
    line("digest", record.subject().digest());
    // Absent and empty are different values.
    record.device().reference().ifPresent(reference -> line("reference", reference));
    record.device().firmware().ifPresent(firmware -> line("firmware", firmware));
    line("peer.address", record.peer().address());
    line("peer.loopback", Boolean.toString(record.peer().loopback()));
    line("peer.said", record.peer().said());
    line("peer.stated", record.peer().stated());
  }

  private void point(String key, PointEvidence point) {
    line(key + ".name", point.point());
    line(key + ".address", Integer.toString(point.address()));
    line(key + ".read-at", Integer.toString(point.readAt()));
    line(key + ".meaning", point.meaning());
    line(key + ".digest", point.digest());
    for (int i = 0; i < point.samples().size(); i++) {
      line(key + ".sample." + i + ".words", point.samples().get(i).words());
      line(key + ".sample." + i + ".value", point.samples().get(i).value());
    }
    checks(key + ".check", point.checks());
  }

  private void checks(String key, List<Check> checks) {
    for (int i = 0; i < checks.size(); i++) {
      Check check = checks.get(i);
      line(key + "." + i + ".aspect", check.aspect().label());
      line(key + "." + i + ".outcome", check.outcome().label());
      line(key + "." + i + ".detail", check.detail());
    }
  }

  private void line(String key, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    text.append(key).append('=').append(escaped).append('\n');
  }
}
