package io.ampwire.decode;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Decoded reading of a point: a value, or the reason why the registers hold none. */
public sealed interface Reading {

  /** Visitor of a reading by its kind. */
  interface Visitor<X extends Exception> {
    void whole(long value) throws X;

    void real(float value) throws X;

    void wide(double value) throws X;

    void text(String value) throws X;

    /** Creates a reading without a value; {@code why} is for people. */
    void none(String why) throws X;
  }

  <X extends Exception> void accept(Visitor<X> visitor) throws X;

  /** Whether the reading may be published as a value. */
  default boolean isValue() {
    return true;
  }

  /** Whether the registers hold an implausible value. */
  default boolean isImplausible() {
    return false;
  }

  /** Whether the device refused the read with an exception, so that it may hold a value. */
  default boolean isRefused() {
    return false;
  }

  /** Numeric value; NaN if there is none. */
  double number();

  /** Whether the reading is a number, and neither text nor missing. */
  default boolean isNumber() {
    return !Double.isNaN(number());
  }

  /** Numeric value of a type without fractions, such as a code. */
  default OptionalLong code() {
    return OptionalLong.empty();
  }

  /** Reason why the reading has no value; empty if it has one. */
  default Optional<String> absence() {
    return Optional.empty();
  }

  /** Text for evidence records: the value, or {@code none: why}. */
  String describe();

  /** Number without a fraction. */
  record Whole(long value) implements Reading {
    /** Most codes, counters and phases are small. */
    private static final Whole[] SMALL =
        LongStream.range(0, 256).mapToObj(Whole::new).toArray(Whole[]::new);

    /** Returns the reading of a number; small numbers share one. */
    static Whole of(long value) {
      return value >= 0 && value < SMALL.length ? SMALL[(int) value] : new Whole(value);
    }

    @Override
    public <X extends Exception> void accept(Visitor<X> visitor) throws X {
      visitor.whole(value);
    }

    @Override
    public double number() {
      return value;
    }

    @Override
    public OptionalLong code() {
      return OptionalLong.of(value);
    }

    @Override
    public String describe() {
      return Long.toString(value);
    }
  }

  /** 32-bit float as it was on the wire; it prints as its own shortest decimal. */
  record Real(float value) implements Reading {
    @Override
    public <X extends Exception> void accept(Visitor<X> visitor) throws X {
      visitor.real(value);
    }

    @Override
    public double number() {
      return value;
    }

    @Override
    public String describe() {
      return Float.toString(value);
    }
  }

  /** Scaled or 64-bit number. */
  record Wide(double value) implements Reading {
    @Override
    public <X extends Exception> void accept(Visitor<X> visitor) throws X {
      visitor.wide(value);
    }

    @Override
    public double number() {
      return value;
    }

    @Override
    public String describe() {
      return Double.toString(value);
    }
  }

  /** Text of printable characters; never blank. */
  record Text(String value) implements Reading {
    @Override
    public <X extends Exception> void accept(Visitor<X> visitor) throws X {
      visitor.text(value);
    }

    @Override
    public double number() {
      return Double.NaN;
    }

    @Override
    public String describe() {
      return value;
    }
  }

  /** The device reports no value, or the point was not read; {@code why} is for people. */
  record Unavailable(String why) implements Reading {
    private static final String EXCEPTION = "exception ";

    /** Creates the reading of a point whose read the device refused with this exception code. */
    public static Unavailable refused(int code) {
      return new Unavailable(EXCEPTION + code);
    }

    @Override
    public boolean isRefused() {
      return why.startsWith(EXCEPTION);
    }

    @Override
    public <X extends Exception> void accept(Visitor<X> visitor) throws X {
      visitor.none(why);
    }

    @Override
    public boolean isValue() {
      return false;
    }

    @Override
    public double number() {
      return Double.NaN;
    }

    @Override
    public Optional<String> absence() {
      return Optional.of(why);
    }

    @Override
    public String describe() {
      return "none: " + why;
    }
  }

  /**
   * Implausible number: wrong word order or scale, damage, or a wrong map. The proof of the word
   * order makes one with most polls and does not read why, so that text is made on demand.
   *
   * @param subject what was read
   * @param objection what follows it in the text
   */
  record Implausible(Object subject, String objection) implements Reading {
    public Implausible(String why) {
      this(why, "");
    }

    /** For people. */
    public String why() {
      return subject + objection;
    }

    @Override
    public <X extends Exception> void accept(Visitor<X> visitor) throws X {
      visitor.none(why());
    }

    @Override
    public boolean isValue() {
      return false;
    }

    @Override
    public boolean isImplausible() {
      return true;
    }

    @Override
    public double number() {
      return Double.NaN;
    }

    @Override
    public Optional<String> absence() {
      return Optional.of(why());
    }

    @Override
    public String describe() {
      return "implausible: " + why();
    }
  }

  Unavailable NOT_READ = new Unavailable("not read");
  Unavailable NOT_AVAILABLE = new Unavailable("not available");
  Unavailable UNDECIDED = new Unavailable("word order undecided");
  Unavailable WITHHELD = new Unavailable("personal data, withheld without publish.tags");
  Unavailable UNSUPPORTED = new Unavailable("unsupported");
}
