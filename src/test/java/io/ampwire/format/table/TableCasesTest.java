package io.ampwire.format.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.ampwire.format.MapReader;
import io.ampwire.map.PointAccess;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes of tables that were once read wrong, lost, or read wrong without a word. */
class TableCasesTest {
  private final ImportFindings findings = new ImportFindings();

  private TableReader read(String text) {
    TableReader reader = new TableReader(findings);
    reader.read(TableText.of(text, findings));
    return reader;
  }

  private PointDraft only(String text) {
    List<PointDraft> points = read(text).points();
    assertThat(points).as("%s", messages()).hasSize(1);
    return points.get(0);
  }

  private List<String> messages() {
    return findings.list().stream().map(finding -> finding.text("t")).toList();
  }

  private static PointDraft named(TableReader reader, String name) {
    return reader.points().stream()
        .filter(point -> point.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Columns of a Fronius table; the scale register has a column without a heading. */
  @Test
  void a_cell_that_names_a_scale_register_becomes_its_point() {
    TableReader reader =
        read(
            """
            StartRegister | Size | RW | FunctionCode | Name | Description | Type | Units
            ---|---|---|---|---|---|---|---
            40266 | 1 | R | 0x03 | DCA_SF | Current Scale Factor | sunssf | | |
            40283 | 1 | R | 0x03 | 1_DCA | DC Current | uint16 | A | DCA_SF |
            40286 | 2 | R | 0x03 | 1_DCWH | Lifetime Energy | acc32 | Wh | DCWH_SF |
            40243 | 1 | RW | 0x03 0x06 | Limit | Power limit | uint16 | % | DCA_SF |
            """);

    assertThat(named(reader, "n_1_dca"))
        .extracting(PointDraft::scaleRegister, PointDraft::unit, PointDraft::type)
        .containsExactly(Optional.of("dca_sf"), "A", ValueType.U16);
    assertThat(named(reader, "limit").access()).isEqualTo(PointAccess.READ);
    assertThat(messages())
        .anyMatch(s -> s.startsWith("t:5") && s.contains("scale"))
        .anyMatch(s -> s.startsWith("t:6") && s.contains("cannot be written"));
  }

  /** FAULTS D10 */
  @Test
  void a_point_whose_scale_register_is_missing_is_lost_and_told() {
    TableReader reader =
        read(
            """
            Name | Addr | Type | SF ref | Unit
            ---|---|---|---|---
            acCurrent | 71 | uint16 | acCurrentSF | A
            acCurrentSF | 75 | sunssf | – |
            acPower | 83 | int16 | acPowerSF | W
            """);

    assertThat(named(reader, "ac_current").scaleRegister()).contains("ac_currentsf");
    assertThat(reader.points()).extracting(PointDraft::name).doesNotContain("ac_power");
    assertThat(reader.survival().lost()).containsExactly(5);
    assertThat(messages()).anyMatch(s -> s.startsWith("t:5") && s.contains("'acPowerSF'"));
  }

  /** FAULTS D10 */
  @Test
  void scale_registers_are_found_by_name_and_a_value_without_one_is_told() {
    TableReader reader =
        read(
            """
            Address | Name | Type | Unit
            ---|---|---|---
            71 | I_AC_CurrentA | uint16 | A
            75 | I_AC_Current_SF | int16 |
            83 | PhVphA | uint16 | V
            """);

    assertThat(named(reader, "i_ac_currenta").scaleRegister()).contains("i_ac_current_sf");
    assertThat(messages())
        .anyMatch(s -> s.startsWith("t:3") && s.contains("by its name"))
        .anyMatch(s -> s.startsWith("t:5") && s.contains("the row names none"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STRING(20)|label, UTF-16|UTF16|20|ABCD",
        "STRING(20)|label, low byte first|ASCII|10|BADC",
        "UTF-16LE (12)|label|UTF16|12|BADC",
        "utf16|label|UTF16|6|ABCD",
      })
  void the_layout_of_a_text_is_read_from_its_type_or_beside_it(
      String type, String text, ValueType layout, int registers, String letters) {
    PointDraft point =
        read("address;name;type;description\n10;x_y;"
                + type
                + ";"
                + text
                + "\n"
                + (type.contains("(") ? "" : "16;z;uint16;z\n"))
            .points()
            .get(0);

    assertThat(point)
        .extracting(PointDraft::type, PointDraft::registers, p -> p.order().map(WordOrder::letters))
        .containsExactly(
            layout, registers, letters.equals("ABCD") ? Optional.empty() : Optional.of(letters));
  }

  @Test
  void texts_and_scale_registers_come_into_a_map_without_a_fault() {
    String yaml =
        RegisterTable.draft(
                "x",
                "t",
                """
                Address | Name | Type | Unit | Exponent
                ---|---|---|---|---
                10 | label | UTF-16LE (12) | |
                30 | current | uint16 | A | current_sf
                31 | current_sf | sunssf | |
                40 | flags | U16 low byte first | |
                """)
            .yaml()
            .orElseThrow();

    RegisterMap map = ((MapReader.Parsed) MapReader.read("x.yaml", yaml)).map();
    assertThat(yaml).contains("type: UTF16BADC", "scale-point: current_sf", "type: U16BADC");
    assertThat(map.point("current").orElseThrow().coding().scalePoint()).contains("current_sf");
    assertThat(map.point("label").orElseThrow().registers()).isEqualTo(12);
  }

  /** FAULTS D10 */
  @ParameterizedTest
  @CsvSource({"Address (base 0), 40071", "Address (base 1), 40070", "Register (base zero), 40071"})
  void a_heading_that_names_the_base_decides_what_an_address_counts_from(String heading, int wire) {
    PointDraft point =
        only(heading + "|Name|Type|Unit\n---|---|---|---\n40071|I_AC_VAR<sup>2</sup>|int16|VA\n");

    assertThat(point.address()).isEqualTo(wire);
    assertThat(point.name()).isEqualTo("i_ac_var");
  }

  /** FAULTS D10 */
  @Test
  void two_addresses_in_a_cell_are_a_reference_and_its_wire_address() {
    TableReader reader =
        read(
            """
            ### Holding Registers (read/write)

            | Register (wire-format) | Name | Register Type | Data type | Length | Description |
            |---|---|---|---|---|---|
            | 40201 (200) | ALLOW | Holding Register | uint16_t | 1 | charging<br>0: no<br>1: yes |

            ### Input Registers (read-only)

            | Register (wire-format) | Name | Register Type | Data type | Length | Description |
            |---|---|---|---|---|---|
            | 30115 (114)<br>30116 (115) | AMP_L1 | Input Register | uint32_t | 2 | L1 in 0.1A |
            | 132<br>133 | ENERGY | Input Register | uint32_t | 2 | energy in 10 Ws |
            | 40203 (201) | ODD | Input Register | uint16_t | 1 | not the same register |
            | 140<br>142 | GAP | Input Register | uint32_t | 2 | not consecutive |
            """);

    assertThat(reader.points())
        .extracting(PointDraft::address, PointDraft::readFunction, PointDraft::access)
        .containsExactly(
            tuple(200, 3, PointAccess.READ_WRITE),
            tuple(114, 4, PointAccess.READ),
            tuple(132, 4, PointAccess.READ));
    assertThat(named(reader, "amp_l1"))
        .extracting(PointDraft::scale, PointDraft::unit)
        .containsExactly(0.1, "A");
    assertThat(reader.survival().lost()).containsExactly(13, 14);
    assertThat(messages())
        .anyMatch(s -> s.contains("t:13") && s.contains("two addresses that do not agree"))
        .anyMatch(s -> s.contains("t:14") && s.contains("does not list consecutive addresses"));
  }

  /** FAULTS D10 */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "L1 voltage in mV|1|mV",
        "Charging current in A*10, stored|0.1|A",
        "Current on L1 in 0.1A (123 equals 12.3A)|0.1|A",
        "Leistung gesamt in 0,01 kW|0.01|kW",
        "Uptime (s)|1|s",
        "Spannung L1 [V]|1|V",
        "Displays Volts x 10|0.1|V",
        "Auflösung 0.1 °C|0.1|°C",
        "Einheit: mA|1|mA",
        "Zeit in Millisekunden seit dem Start|1|ms",
        "Strom in ganzen Ampere|1|A",
        "energy in Deka-Watt-Seconds|10|Ws",
        "1 = 0.1 Arms|0.1|A",
        "325 = +32.5 °C / -145 = -14.5 °C|0.1|°C"
      })
  void a_scale_and_a_unit_in_words_are_understood_and_told(String text, double scale, String unit) {
    PointDraft point = only("address;name;type;description\n10;x_y;uint16;" + text + "\n");

    assertThat(point.scale()).isEqualTo(scale);
    assertThat(point.unit()).isEqualTo(unit);
    assertThat(messages()).anyMatch(s -> s.startsWith("t:2") && s.contains("the unit " + unit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up to 20A in the app",
        "one decimal place",
        "divided by 10",
        "skaliert",
        "Energy, kWh",
        "6A-32A"
      })
  void a_hint_of_a_scale_or_a_unit_that_is_not_used_is_a_finding(String text) {
    PointDraft point = only("address;name;type;description\n10;x;uint16;" + text + "\n");

    assertThat(point.unit()).isEmpty();
    assertThat(messages())
        .anyMatch(s -> s.startsWith("t:2: unused") && s.contains("may say a unit or a scale"));
  }

  @Test
  void an_example_that_contradicts_the_scale_costs_the_row() {
    TableReader reader =
        read(
            "address;name;type;scale;unit;description\n1;a;U16;1;A;123 equals 12.3 A\n2;b;U16;1;A;\n");

    assertThat(reader.points()).extracting(PointDraft::name).containsExactly("b");
    assertThat(reader.survival().lost()).containsExactly(2);
    assertThat(messages()).anyMatch(s -> s.contains("contradicts the scale 1 A"));
  }

  /** FAULTS D10 */
  @Test
  void only_known_units_are_units() {
    TableReader reader =
        read(
            """
            | NAME | REGISTER | TYP | CONVERTION | UNIT |
            |---|---|---|---|---|
            | state | 1000 | ui32 | | 0: start-up, 1: not ready, 2: ready |
            | current | 1008 | ui32 | x/1000 | A |
            | limit | 1110 | ui32 | x/1000 | A (when cable isn't plugged = 6A) |
            | phases | 1112 | ui16 | | phases |
            | table version | 1114 | ui16 | | n.a. |
            | money | 1116 | float32 | | Money |
            | time | 1118 | ui32 | | 0.001s |
            | power | 1120 | ui32 | | KW |
            """);

    assertThat(named(reader, "state").labels())
        .isEqualTo(Map.of(0L, "start_up", 1L, "not_ready", 2L, "ready"));
    assertThat(reader.points())
        .extracting(PointDraft::unit)
        .containsExactly("", "A", "A", "", "", "", "s", "kW");
    assertThat(named(reader, "current").scale()).isEqualTo(0.001);
    assertThat(named(reader, "time").scale()).isEqualTo(0.001);
    assertThat(messages())
        .anyMatch(s -> s.startsWith("t:3: column 'UNIT': unused") && s.contains("list of codes"))
        .anyMatch(s -> s.startsWith("t:5: column 'UNIT': unused") && s.contains("cable"))
        .anyMatch(s -> s.startsWith("t:6: column 'UNIT': unused") && s.contains("'phases' is not"))
        .noneMatch(s -> s.startsWith("t:7: column 'UNIT'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Socket measurement registers", "4.4 Socket measurement registers"})
  void the_number_of_a_section_is_no_function_and_a_sentence_names_the_unit(String title) {
    TableReader reader =
        read(
            """
            ### 4.1 Product identification registers

            These registers are at slave address 200.

            | Name | Start Address | End Address | Num of Registers | R/W | Data Type | Units |
            | :--- | :--- | :--- | :--- | :-: | :--- | :--- |
            | **Firmware version** | 123 | 139 | 17 | R | STRING | n.a. |

            ### %s

            These registers are at slave address 1.

            | Description | Start Address | End Address | R/W | Data Type | Step |
            | :--- | :--- | :--- | :-: | :--- | :--- |
            | **Meter timestamp** | 301 | 304 | R | UNSIGNED64 | 0.001s |
            | **Voltage Phase V(L1-N)** | 306 | 307 | R | FLOAT32 | 1V |
            """
                .formatted(title));

    assertThat(reader.points()).extracting(PointDraft::readFunction).containsOnly(0);
    assertThat(reader.points())
        .extracting(PointDraft::unitId)
        .containsExactly(Optional.of(200), Optional.of(1), Optional.of(1));
    assertThat(named(reader, "firmware_version").registers()).isEqualTo(17);
    assertThat(named(reader, "meter_timestamp"))
        .extracting(PointDraft::type, PointDraft::scale, PointDraft::unit)
        .containsExactly(ValueType.U64, 0.001, "s");
    assertThat(named(reader, "voltage_phase_v_l1_n").unit()).isEqualTo("V");
    assertThat(messages()).anyMatch(s -> s.contains("t:3") && s.contains("unit 200 answers"));
  }

  /** FAULTS D10 */
  @Test
  void one_reference_among_hexadecimal_addresses_moves_none_of_them() {
    TableReader reader =
        read(
            "address;name;type\n0x4008;a;U32\n0x4010;b;U32\n400301;c;U16\n40302;d;U16\n0x401C;e;U32\n");

    assertThat(reader.points())
        .extracting(PointDraft::address)
        .containsExactly(0x4008, 0x4010, 300, 0x401C);
    assertThat(reader.survival().lost()).containsExactly(5);
    assertThat(messages())
        .anyMatch(s -> s.startsWith("t:4") && s.contains("'400301' is a reference: address 300"))
        .anyMatch(s -> s.startsWith("t:5") && s.contains("may be that address or a reference"));
  }

  @Test
  void one_address_with_letters_does_not_make_a_table_hexadecimal() {
    StringBuilder table = new StringBuilder("address;name;type\n");
    for (int i = 0; i < 20; i++) {
      table.append(1000 + 2 * i).append(";p").append(i).append(";U32\n");
    }

    TableReader reader = read(table + "104E;odd;U32\n");

    assertThat(reader.points()).hasSize(20).extracting(PointDraft::address).contains(1000, 1038);
    assertThat(reader.survival().lost()).containsExactly(22);
  }

  @Test
  void references_beside_other_addresses_or_against_the_functions_are_taken_as_they_stand() {
    assertThat(read("address;name;type\n1000;a;U16\n40001;b;U16\n").points())
        .extracting(PointDraft::address)
        .containsExactly(1000, 40001);
    assertThat(read("address;name;type;fc\n30001;a;U16;3\n30002;b;U16;3\n").points())
        .extracting(PointDraft::address)
        .containsExactly(30001, 30002);
    assertThat(messages())
        .anyMatch(s -> s.contains("taken as it stands"))
        .anyMatch(s -> s.contains("contradict them"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "F. Code;Register (dec);Bezeichnung;Datentyp;Scalefactor;Einheit;beschreibbar",
        "FC;Modbus Address;Name;Data Type;Scale factor;Unit;writable",
        "Function code;Startadresse;Signalname;Format;Auflösung;Units;Schreiben"
      })
  void headings_in_several_spellings(String heading) {
    PointDraft point = only(heading + "\n3;500;limit;16-bit integer;0.1;A;yes\n");

    assertThat(point)
        .extracting(
            PointDraft::readFunction,
            PointDraft::address,
            PointDraft::type,
            PointDraft::scale,
            PointDraft::unit,
            PointDraft::access)
        .containsExactly(3, 500, ValueType.S16, 0.1, "A", PointAccess.READ_WRITE);
    assertThat(messages())
        .anyMatch(s -> s.contains("does not say whether it has a sign; taken as S16"));
  }

  @Test
  void numbers_of_a_scale_column_that_are_exponents_are_not_factors() {
    TableReader reader = read("address;name;type;Scalefactor\n1;a;U16;-1\n2;b;U16;0\n3;c;U16;2\n");

    assertThat(reader.points()).extracting(PointDraft::scale).containsExactly(0.1, 1.0, 100.0);
    assertThat(messages()).anyMatch(s -> s.contains("exponents of ten"));
  }

  @Test
  void the_next_row_and_the_range_are_witnesses_of_length_and_scale() {
    TableReader reader =
        read(
            """
            address;name;type;range;unit
            100;serial;string;;
            110;overlap;uint32;;
            111;next;uint16;0..70000;
            120;current;uint16;0.0..35.0;A
            122;most;uint16;0..32000;A
            124;wide;unsigned;;
            126;end;uint32;;
            """);

    assertThat(named(reader, "serial").registers()).isEqualTo(10);
    assertThat(messages())
        .anyMatch(s -> s.startsWith("t:2") && s.contains("ends where the next row begins"))
        .anyMatch(s -> s.startsWith("t:3") && s.contains("the next row begins 1 later"))
        .anyMatch(s -> s.startsWith("t:4") && s.contains("which U16 cannot hold"))
        .anyMatch(s -> s.startsWith("t:5") && s.contains("a scale of 1 is doubtful"))
        .anyMatch(s -> s.startsWith("t:6") && s.contains("up to 32000 A"));
  }

  @Test
  void a_write_range_in_register_values_is_scaled() {
    PointDraft point =
        only("address;name;type;scale;unit;access;range\n5004;limit;U16;0.001;A;RW;6000..63000\n");

    assertThat(point.limits()).hasValue(new WriteLimits(6, 63, List.of()));
    assertThat(messages()).anyMatch(s -> s.contains("counts register values, before the scale"));
  }

  /** FAULTS D10 */
  @Test
  void several_functions_in_one_file_each_hold_for_their_section() {
    TableReader reader =
        read(
            """
            ### Input Registers (Funktionscodes: Lesen: 4)

            | Registeradresse | Name | Typ |
            |---|---|---|
            | 0 | Version | uint32 |
            | 1012 bis 1052 | Grenzen (mA) | uint32 (x20) |

            ### Holding Registers (Funktionscodes: Lesen: 3, Schreiben: 16)

            | Registeradresse | Name | Typ |
            |---|---|---|
            | 1002 | Ladestrom (mA) | uint32 |

            ### Coils (Funktionscodes: Lesen: 1, Einzelschreiben: 5)

            | Registeradresse | Name | Typ |
            |---|---|---|
            | 1000 | Freigabe | bool |
            """);

    assertThat(reader.points())
        .extracting(PointDraft::readFunction, PointDraft::writeFunction, PointDraft::access)
        .containsExactly(
            tuple(4, 0, PointAccess.READ),
            tuple(3, 16, PointAccess.READ_WRITE),
            tuple(1, 5, PointAccess.READ_WRITE));
    assertThat(reader.points().get(2).type()).isEqualTo(ValueType.BIT);
    assertThat(reader.survival().lost()).containsExactly(6);
  }

  @Test
  void a_table_without_leading_bars_and_without_types_is_read() {
    TableReader reader =
        read(
            """
            # Registers

            Register | Access | Description | Unit | Values
            --- | --- | --- | --- | ---
            0xA1 | R | Error | Bit | 1:LESS_6A / 2:NO_COMM / 4:TEMP_HIGH
            0xA6 | R/W | Charging current | 0.1 A |
            0xA8 | R/W | EVSE mode (without saving) | | 0:Normal / 1:Smart / 2:Solar

            Prose | with a bar
            """);

    assertThat(reader.points())
        .extracting(PointDraft::address, PointDraft::scale, PointDraft::bitfield)
        .containsExactly(tuple(0xA1, 1.0, true), tuple(0xA6, 0.1, false), tuple(0xA8, 1.0, false));
    assertThat(reader.points().get(2).labels()).hasSize(3);
  }

  @Test
  void an_address_and_a_name_are_enough_and_the_type_is_told() {
    TableReader reader = read("name,address\nstate,100\ncurrent,101\n");

    assertThat(reader.points()).extracting(PointDraft::type).containsOnly(ValueType.U16);
    assertThat(messages()).anyMatch(s -> s.contains("there is no column with types"));
  }

  @Test
  void reserved_rows_are_not_lost_and_shifted_cells_are() {
    TableReader reader =
        read(
            """
            | Register | Start Address | Length | Type | Read/Write | Example |
            |---|---|---|---|---|---|
            | Charger max current | 1100 | 2 | FLOAT | READ | 16.0 A |
            | reserved | 1102 | 2 | -- | -- | |
            | Applied max. current | 1206 | 2 | STRING | FLOAT | 14.6 A |
            """);

    assertThat(reader.points()).hasSize(1);
    assertThat(named(reader, "charger_max_current").unit()).isEqualTo("A");
    assertThat(reader.survival()).isEqualTo(new Survival(3, 1, 1, List.of(5), List.of()));
    assertThat(reader.survival().isComplete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "description|temperature, offset -40|may say an offset",
        "description|x - 40|may say an offset",
        "word order|middle endian|is not a known order",
        "unit id|1..4|is not a unit id",
        "length|two or so|is not a number",
        "end address|see below|is not a number",
        "values|A-D states|does not name one code",
        "max|32|one end is not a range",
        "function|none of these|names no function",
        "access|sometimes|is taken as read only"
      })
  void a_cell_that_is_not_understood_is_a_finding(String column, String cell, String message) {
    TableReader reader =
        read(
            "address;name;type;scale;unit;%s%n100;a;U16;0.1;A;%s%n102;b;U16;0.1;A;%n"
                .formatted(column, cell));

    assertThat(reader.points()).isNotEmpty();
    assertThat(messages()).anyMatch(s -> s.contains(message));
  }
}
