package io.ampwire.format.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.PointAccess;
import io.ampwire.map.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single cells, as makers write them. */
class NotationTest {
  @ParameterizedTest
  @CsvSource({
    "FLOAT32, F32",
    "float, F32",
    "REAL, F32",
    "F32BE, F32",
    "Float32 (ABCD), F32",
    "IEEE 754, F32",
    "uint32, U32",
    "UDINT, U32",
    "INT32U, U32",
    "unsigned int 32, U32",
    "DWORD, U32",
    "INT16, S16",
    "INT16U, U16",
    "int16_t, S16",
    "U64, U64",
    "ULINT, U64",
    "double, F64",
    "string(20), ASCII",
    "CHAR[8], ASCII",
    "bitfield, U16",
    "bitmap32, U32",
    "16-bit unsigned, U16",
    "UINT16 Bit, U16",
    "enum16, U16",
    "S64, S64",
    "sunssf, S16",
    "acc32, U32",
    "UTF-16, UTF16",
    "utf16(20), UTF16",
    "String UTF-16LE, UTF16",
    "unicode string, UTF16",
    "WSTRING(10), UTF16",
    "wchar[8], UTF16",
    "'STRING(20), low byte first', ASCII"
  })
  void a_type_in_many_spellings(String cell, ValueType type) {
    assertThat(TypeNotation.read(cell))
        .hasValueSatisfying(s -> assertThat(s.type()).isEqualTo(type));
  }

  @ParameterizedTest
  @CsvSource({
    "F32BE, ABCD", "F32 CDAB, CDAB", "uint32cdab, CDAB", "FLOAT32 (low word first), CDAB",
    "float32 LE, CDAB", "UINT32 big endian, ABCD", "INT32_DCBA, DCBA", "float32 word-swapped, CDAB",
    "U32_BE, ABCD", "float32 LSW first, CDAB", "string BADC, BADC", "UTF-16LE, BADC",
    "string (low byte first), BADC", "ASCII byte-swapped, BADC", "UTF-16BE, ABCD"
  })
  void a_word_order_beside_the_type(String cell, String letters) {
    assertThat(TypeNotation.read(cell))
        .hasValueSatisfying(
            s ->
                assertThat(s.order())
                    .hasValueSatisfying(o -> assertThat(o.letters()).isEqualTo(letters)));
  }

  @ParameterizedTest
  @CsvSource({"uint8", "BCD", "datetime", "float16", "uint48", "relais", "''"})
  void what_maps_do_not_have_is_no_type(String cell) {
    assertThat(TypeNotation.read(cell)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.1|0.1",
        "0,1|0.1",
        "x10|10",
        "×0.01|0.01",
        "1/10|0.1",
        "/100|0.01",
        "10^-3|0.001",
        "1e-3|0.001",
        "1|1"
      })
  void a_factor_in_many_spellings(String cell, double factor) {
    assertThat(NumberNotation.factor(cell)).hasValue(factor);
  }

  @ParameterizedTest
  @CsvSource({
    "R, READ",
    "RO, READ",
    "Read only, READ",
    "nur lesen, READ",
    "Lecture, READ",
    "R/W, READ_WRITE",
    "RW, READ_WRITE",
    "read/write, READ_WRITE",
    "Lesen / Schreiben, READ_WRITE",
    "Lecture/Écriture, READ_WRITE",
    "lettura/scrittura, READ_WRITE",
    "WO, WRITE",
    "schreiben, WRITE"
  })
  void access_in_many_languages(String cell, PointAccess access) {
    assertThat(AccessNotation.access(cell)).hasValue(access);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|3|0",
        "FC03|3|0",
        "0x04|4|0",
        "03, 16|3|16",
        "FC3/FC6|3|6",
        "3 / 6 / 16|3|16",
        "Input register|4|0",
        "Holding|3|0",
        "06, 16|0|16"
      })
  void function_codes(String cell, int read, int write) {
    assertThat(AccessNotation.functions(cell))
        .hasValueSatisfying(
            f -> {
              assertThat(f.read()).isEqualTo(read);
              assertThat(f.write()).isEqualTo(write);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0: free; 1: occupied|{0=free, 1=occupied}",
        "0 = Off, 1 = On|{0=off, 1=on}",
        "0x01: A; 0x10: B|{1=a, 16=b}",
        "0 - none; 2 – two|{0=none, 2=two}",
        "00: none; 08: eight|{0=none, 8=eight}"
      })
  void codes_with_their_meaning(String cell, String labels) {
    assertThat(LabelNotation.of(cell).labels()).hasToString(labels);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0..32|0|32|[]",
        "6-32 A|6|32|[]",
        "0, 6..32|6|32|[0]",
        "6 bis 32|6|32|[]",
        "0 or 6…16 A|6|16|[0]"
      })
  void ranges(String cell, long min, long max, String also) {
    assertThat(WriteLimits.of(cell))
        .hasValueSatisfying(
            l -> {
              assertThat(List.of(l.min(), l.max())).containsExactly(min, max);
              assertThat(l.also()).hasToString(also);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "ActivePower L1, active_power_l1", "Leistung Größe, leistung_groesse", "3 phases, n_3_phases",
    "Énergie  (totale), energie_totale", "功率, ''", "Status-Code, status_code"
  })
  void names_in_snake_case(String text, String name) {
    assertThat(SnakeCase.of(text)).isEqualTo(name);
  }

  @Test
  void addresses_say_by_themselves_how_they_count() {
    assertThat(wire("address", "40001", "40005", "30010")).containsExactly(0, 4, 9);
    assertThat(wire("address", "400001", "465536")).containsExactly(0, 65535);
    assertThat(wire("address", "40000", "40002"))
        .as("wire, as Peblar's")
        .containsExactly(40000, 40002);
    assertThat(wire("address (0-based)", "40001")).containsExactly(40001);
    assertThat(wire("address (1-based)", "4005")).containsExactly(4004);
    assertThat(wire("register number", "4005")).containsExactly(4004);
    assertThat(wire("address (hex)", "0FA4", "1000")).containsExactly(0x0FA4, 0x1000);
    assertThat(wire("address", "0FA4", "1000")).containsExactly(0x0FA4, 0x1000);
    assertThat(wire("address", "0x0FA4", "4000h", "4004 (0x0FA4)"))
        .containsExactly(4004, 0x4000, 4004);
    assertThat(wire("address", "4x0001", "3x0010")).containsExactly(0, 9);
    assertThat(wire("address", "4004 (0x0FA5)", "n*1000+301", "5-3", "")).isEmpty();
  }

  private static List<Integer> wire(String heading, String... cells) {
    StringBuilder table = new StringBuilder("name;" + heading + ";type\n");
    for (String cell : cells) {
      table.append("x;").append(cell).append(";U16\n");
    }
    ImportFindings findings = new ImportFindings();
    TableReader draft = new TableReader(findings);
    draft.read(TableText.of(table.toString(), findings));
    return draft.points().stream().map(PointDraft::address).toList();
  }
}
