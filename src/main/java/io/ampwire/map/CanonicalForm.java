package io.ampwire.map;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Injective text of a structure, as input of a digest. Each value carries its length and each
 * collection its size. Two different structures therefore never have the same text, whatever
 * characters their strings hold.
 */
public final class CanonicalForm {
  private final StringBuilder text = new StringBuilder();

  /** Begins a structure of that kind. */
  public CanonicalForm(String kind) {
    text(kind);
  }

  public CanonicalForm text(String value) {
    text.append(value.length()).append(':').append(value).append(',');
    return this;
  }

  public CanonicalForm number(long value) {
    return text(Long.toString(value));
  }

  public CanonicalForm decimal(double value) {
    return text(Double.toString(value));
  }

  public CanonicalForm flag(boolean value) {
    return text(value ? "yes" : "no");
  }

  public CanonicalForm constant(Enum<?> value) {
    return text(value.name());
  }

  /** Begins a collection of that size. */
  public CanonicalForm size(int count) {
    text.append(count).append('#');
    return this;
  }

  public CanonicalForm texts(List<String> values) {
    size(values.size());
    values.forEach(this::text);
    return this;
  }

  public CanonicalForm numbers(Collection<Long> values) {
    size(values.size());
    new TreeSet<>(values).forEach(this::number);
    return this;
  }

  public CanonicalForm codes(Map<Long, String> values) {
    size(values.size());
    new TreeMap<>(values).forEach((code, meaning) -> number(code).text(meaning));
    return this;
  }

  public CanonicalForm optional(Optional<String> value) {
    size(value.isPresent() ? 1 : 0);
    value.ifPresent(this::text);
    return this;
  }

  public CanonicalForm optional(OptionalLong value) {
    size(value.isPresent() ? 1 : 0);
    value.ifPresent(this::number);
    return this;
  }

  public CanonicalForm optional(Range range) {
    size(range == null ? 0 : 1);
    return range == null ? this : decimal(range.min()).decimal(range.max());
  }

  /** SHA-256 of the text, hex. */
  public String digest() {
    return Fingerprint.of(text.toString());
  }
}
