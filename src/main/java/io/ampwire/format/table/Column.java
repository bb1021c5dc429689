package io.ampwire.format.table;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Kind of column of a register table, with the headings that makers use in English, German, French,
 * Spanish, Italian, Dutch and Polish. Earlier headings in a list match better than later ones.
 */
public enum Column {
  NAME(
      """
      point, name, register name, signal name, signal, parameter, parameter name,
      variable, tag, symbol, mnemonic, bezeichnung, bezeichner, datenpunkt, registername,
      signalname, parametername, nom, libelle, designation, nombre, nome, naam, nazwa,
      data point, item, object, label, messwert, measured value
      """),
  DESCRIPTION(
      """
      description, beschreibung, meaning, bedeutung, descripcion, descrizione,
      omschrijving, opis, register description, registerbeschreibung, additional info,
      additional information, zusatzinfo, erlauterung, comment, comments, bemerkung,
      bemerkungen, remark, remarks, note, notes, kommentar, commentaire, anmerkung, hinweis,
      details, opmerking, uwagi, info, information
      """),
  ADDRESS(
      """
      address, modbus address, register address, start address, addr, adr, adresse,
      registeradresse, modbus adresse, startadresse, adresse modbus, bus adr, bus address,
      bus adresse, busadresse, direccion, indirizzo, adres, address dec, address hex,
      adresse dez, adresse hex, register address hex, dec address, hex address, offset,
      start register, startregister, register start, first register, start, register,
      modbus register, reg, reg addr, registers, registre, registro, rejestr, register number,
      registernummer, register no, register nr, no, nr
      """),
  END(
      """
      end address, endadresse, last register, end register, register stop, register end,
      stop address, end
      """),
  LENGTH(
      """
      length, lenght, len, size, count, quantity, qty, number of registers, register count,
      num registers, num of registers, number of words, words, word count, bytes, bits,
      anzahl, anzahl register, registeranzahl, anzahl reg, anz register, anz reg, nr regs,
      nr of registers, no regs, num regs, regs, lange, laenge, grosse, groesse, taille,
      longueur, nombre de registres, longitud, cantidad, lunghezza, quantita, lengte,
      aantal, dlugosc, # registers, no of registers, nb registers
      """),
  TYPE(
      """
      data type, type, datatype, format, data format, datentyp, datenformat, typ, type de
      donnees, tipo, tipo de dato, tipo dato, tipo di dato, gegevenstype, typ danych,
      encoding, representation, value type, variable type
      """),
  SCALE(
      """
      scale, scale factor, scalefactor, scaling, scaling factor, factor, multiplier,
      resolution, step, step size, skalierung, skalierungsfaktor, faktor, multiplikator,
      auflosung, aufloesung, schritt, schrittweite, conversion, convertion, umrechnung,
      umrechnungsfaktor, precision, facteur, facteur d'echelle, echelle, factor de escala,
      escala, fattore, fattore di scala, scala, schaalfactor, coefficient, coefficiente,
      wspolczynnik
      """),
  DIVISOR(
      """
      divisor, divider, gain, teiler, diviseur, divisore, deler, dzielnik
      """),
  DECIMALS(
      """
      decimals, decimal places, nachkommastellen, dezimalstellen, decimales, decimali,
      decimalen
      """),
  EXPONENT(
      """
      exponent, sf, sf ref, scale register, scale point, scale factor register, power of ten, zehnerpotenz, exposant, esponente
      """),
  UNIT(
      """
      unit, units, einheit, einheiten, unite, unidad, unita, eenheid, jednostka, uom,
      engineering unit, si unit, unit of measure, masseinheit
      """),
  ACCESS(
      """
      access, r/w, rw, read/write, access type, access rights, access mode, zugriff,
      zugriffsart, zugriffsrechte, lesen/schreiben, acces, lecture/ecriture, acceso, accesso,
      toegang, dostep, permission, permissions, rights, direction, mode, attribute
      """),
  READABLE(
      """
      read, readable, lesen, lesbar
      """),
  WRITABLE(
      """
      write, writable, writeable, schreiben, schreibbar, beschreibbar
      """),
  FUNCTION(
      """
      function code, function codes, modbus function, modbus function code, fc, fcs, f code,
      func code, funktionscode, funktionscodes, modbus funktion, code fonction, codigo de
      funcion, codice funzione, functiecode, kod funkcji, function, funktion, fonction, func,
      register type, registertyp, register typ, reg type, reg typ, registerart, object type,
      table
      """),
  RANGE(
      """
      range, value range, valid range, wertebereich, bereich, plage, rango, intervallo,
      bereik, zakres, limits
      """),
  MIN(
      """
      min, minimum, min value, minimal, minwert
      """),
  MAX(
      """
      max, maximum, max value, maximal, maxwert
      """),
  VALUES(
      """
      values, enum, enums, enumeration, states, codes, value table, possible values, valid
      values, options, werte, wertetabelle, valeurs, valores, valori, waarden, wartosci,
      values/examples, values/example, value, coding
      """),
  EXAMPLE(
      """
      example, examples, beispiel, beispiele, exemple, ejemplo, esempio
      """),
  ORDER(
      """
      word order, byte order, endianness, endian, wortreihenfolge, byteorder, byte/word
      order
      """),
  UNIT_ID(
      """
      unit id, slave id, slave, device id, modbus id, unitid, slave address
      """),
  RUNG(
      """
      rung, trust, trust rung
      """);

  /** Longest heading that is looked up. */
  private static final int LONGEST = 60;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BRACKETS = Pattern.compile("[(\\[{][^)\\]}]*[)\\]}]?");
  private static final Pattern NOISE = Pattern.compile("[.*:†¹²³]+");
  private static final Pattern SPACES = Pattern.compile("[_\\s-]+");
  private static final Pattern SLASH = Pattern.compile(" ?/ ?");
  private static final Map<String, Fit> HEADINGS = new HashMap<>();

  /**
   * Quality of the match between a heading and a column.
   *
   * @param rank 0 is best
   */
  record Fit(Column column, int rank) {}

  private final List<String> headings;

  static {
    for (Column column : values()) {
      for (int rank = 0; rank < column.headings.size(); rank++) {
        Fit fit = new Fit(column, rank);
        HEADINGS.merge(column.headings.get(rank), fit, (a, b) -> a.rank() <= b.rank() ? a : b);
      }
    }
  }

  Column(String headings) {
    this.headings = List.of(headings.strip().replaceAll("\\s+", " ").split(", "));
  }

  /** Spelling in findings: {@code unit id}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Column that a heading names, by one look-up. */
  static Optional<Fit> named(String heading) {
    if (heading.isEmpty() || heading.length() > LONGEST) {
      return Optional.empty();
    }
    return Optional.ofNullable(HEADINGS.get(plain(heading)));
  }

  /** Normalizes to lower case, without accents, brackets, dots and footnote marks. */
  static String plain(String heading) {
    String bare = Normalizer.normalize(heading.replace("ß", "ss"), Normalizer.Form.NFD);
    String text = MARKS.matcher(bare).replaceAll("").replace("ł", "l").toLowerCase(Locale.ROOT);
    text = NOISE.matcher(BRACKETS.matcher(text).replaceAll(" ")).replaceAll(" ");
    return SLASH.matcher(SPACES.matcher(text).replaceAll(" ")).replaceAll("/").strip();
  }
}
