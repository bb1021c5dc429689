package io.ampwire.trust;

import java.util.Locale;

/** Property of a point or a device that a check examines. */
public enum Aspect {
  READ("the request was answered over the network, whole and by the right unit"),
  CODING("known words came back as the known value, and in no other order"),
  ADDRESS("the device answers at the map's own address"),
  WORD_ORDER("the registers are in the order that the map states"),
  SCALE("the number is the quantity in the map's unit"),
  COUNTS("the counter advances as time and power say"),
  CODES("the reading is one of the codes that the map knows"),
  PLAUSIBLE("the reading is within what the map calls plausible"),
  IDENTITY("the device says that it is one the map is for"),
  GAPS("unmapped registers inside the map's windows read as promised"),
  EXCEPTIONS("an address outside of them is refused as promised"),
  WRITE("a written set point reads back, and the old one after it"),
  FALLBACK("without its lifebit the device went to its fallback current");

  private final String about;

  Aspect(String about) {
    this.about = about;
  }

  /** Spelling in records: {@code word-order}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String about() {
    return about;
  }
}
