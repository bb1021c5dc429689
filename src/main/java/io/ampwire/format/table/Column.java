package io.ampwire.format.table;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * What a column is about, by the headings that makers give it: English, German, French, Spanish,
 * Italian, Dutch and Polish. Earlier words fit better than later ones.
 */
enum Column {
  NAME(
      """
      point, name, register name, signal name, signal, parameter, parameter name,
      variable, tag, symbol, mnemonic, bezeichnung, bezeichner, datenpunkt, nom, libelle,
      designation, nombre, nome, naam, nazwa, data point, item, object
      """),
  DESCRIPTION(
      """
      description, beschreibung, meaning, bedeutung, descripcion, descrizione,
      omschrijving, opis, comment, comments, bemerkung, bemerkungen, remark, remarks,
      note, notes, kommentar, commentaire, anmerkung, hinweis, details, opmerking, uwagi,
      info, information
      """),
  ADDRESS(
      """
      address, modbus address, register address, start address, addr, adr, adr., adresse,
      registeradresse, modbus adresse, startadresse, adresse modbus, direccion, indirizzo,
      adres, offset, start register, startregister, register, reg, reg., registers,
      registre, registro, rejestr, register number, registernummer, register no, register
      nr, no, nr
      """),
  LENGTH(
      """
      length, len, size, count, quantity, qty, number of registers, register count, num
      registers, words, anzahl, anzahl register, registeranzahl, lange, laenge, grosse,
      groesse, taille, longueur, nombre de registres, longitud, cantidad, lunghezza,
      quantita, lengte, aantal, dlugosc, # registers, no of registers, nb registers
      """),
  TYPE(
      """
      type, data type, datatype, format, data format, datentyp, datenformat, typ, type de
      donnees, tipo, tipo de dato, tipo dato, tipo di dato, gegevenstype, typ danych,
      encoding, representation
      """),
  SCALE(
      """
      scale, scale factor, scaling, scaling factor, factor, multiplier, resolution,
      skalierung, skalierungsfaktor, faktor, multiplikator, auflosung, aufloesung,
      facteur, facteur d'echelle, echelle, factor de escala, escala, fattore, fattore di
      scala, scala, schaalfactor, coefficient, coefficiente, wspolczynnik
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
      exponent, sf, power of ten, zehnerpotenz, exposant, esponente
      """),
  UNIT(
      """
      unit, units, einheit, unite, unidad, unita, eenheid, jednostka, uom, engineering
      unit
      """),
  ACCESS(
      """
      access, r/w, rw, r / w, read/write, access type, access rights, zugriff,
      zugriffsart, lesen/schreiben, acces, lecture/ecriture, acceso, accesso, toegang,
      dostep, permission, permissions, rights, direction, mode, attribute
      """),
  FUNCTION(
      """
      function code, function codes, modbus function, fc, fcs, funktionscode,
      funktionscodes, code fonction, codigo de funcion, codice funzione, functiecode, kod
      funkcji, function, funktion, fonction, register type, registertyp, table
      """),
  RANGE(
      """
      range, value range, valid range, wertebereich, bereich, plage, rango, intervallo,
      bereik, zakres, limits
      """),
  MIN(
      """
      min, minimum, min value, minimal, min., minwert
      """),
  MAX(
      """
      max, maximum, max value, maximal, max., maxwert
      """),
  VALUES(
      """
      values, enum, enumeration, states, codes, value table, possible values, options,
      werte, wertetabelle, valeurs, valores, valori, waarden, wartosci, value, coding
      """),
  ORDER(
      """
      word order, byte order, endianness, endian, wortreihenfolge, byteorder, byte/word
      order
      """),
  UNIT_ID(
      """
      unit id, slave id, slave, device id, modbus id, unitid
      """),
  RUNG(
      """
      rung, trust, trust rung
      """);

  private final List<String> words;

  Column(String words) {
    this.words = List.of(words.strip().replaceAll("\\s+", " ").split(", "));
  }

  /** How well a heading names this column; 0 not at all, more is better. */
  int fit(String heading) {
    int exact = words.indexOf(plain(heading));
    return exact < 0 ? 0 : 100 - exact;
  }

  /** Lower case, no accents, nothing in brackets. */
  static String plain(String heading) {
    String bare = Normalizer.normalize(heading.replace("ß", "ss"), Normalizer.Form.NFD);
    return bare.replaceAll("\\p{M}+", "")
        .replace("ł", "l")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[(\\[{][^)\\]}]*[)\\]}]?", " ")
        .replaceAll("[_\\s-]+", " ")
        .replaceAll("\\s*/\\s*", "/")
        .strip();
  }
}
